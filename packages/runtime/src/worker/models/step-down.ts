import { type Clock, KingletError, type ModelRecord } from '@kinglet/spec';
import { leavesChoice } from './choose-backend.ts';
import type { ModelFaults } from './model-faults.ts';
import type { ModelLosses } from './model-losses.ts';
import type { ModelService } from './model-service.ts';
import { nextModel } from './next-model.ts';

export interface StepDownOptions {
  models(): Pick<ModelService, 'statuses' | 'load'>;
  readonly losses: ModelLosses;
  readonly clock: Clock;
  /** Id of the catalogue's default. */
  readonly defaultId: string;
  /** Id of the model that is in force. */
  modelId(): string | null;
  /** Puts another one in force from now on, for later visits too. */
  choose(modelId: string): void;
  /** Says what happened and what to do next. */
  notice(error: KingletError): void;
}

/**
 * Goes on with what this device can run, where it turns out that it cannot run what was chosen. An engine that is lost for
 * the third time in five minutes gives way: to the same model without the GPU, else to a smaller model.
 */
export interface StepDown extends ModelFaults {
  /** The user loads the model, whatever it did before. */
  chosen(modelId: string): void;
}

export function createStepDown({
  models,
  losses,
  clock,
  defaultId,
  modelId,
  choose,
  notice,
}: StepDownOptions): StepDown {
  function stepDown({ id, name }: ModelRecord, code: 'engine-failed' | 'engine-lost', what: string): void {
    if (modelId() !== id) return;
    const next = nextModel(models().statuses, { failedId: id, defaultId });
    if (next === null) {
      notice(
        new KingletError(
          code,
          `${what} There is no smaller model here to go on with: close other tabs, or choose another model.`,
        ),
      );
      return;
    }
    choose(next.model.id);
    const isHere = next.phase === 'stored';
    notice(
      new KingletError(
        code,
        `${what} ${next.model.name} takes its place${isHere ? '' : ' once you download it'}. To try ${name} again, load it in the list of models.`,
      ),
    );
    if (isHere)
      models()
        .load(next.model.id)
        .catch(() => {}); // Its status tells.
  }

  return {
    chosen: (id) => losses.forget(id),
    outOfMemory(model) {
      stepDown(model, 'engine-failed', `${model.name} needs more memory than this page gets.`);
    },
    lost(model, engine) {
      if (!losses.note(model.id, clock.nowMs())) return;
      const what = `The engine of ${model.name} was lost three times within five minutes.`;
      if (engine.backend === 'webgpu' && leavesChoice(model) && !model.requires.includes('webgpu')) {
        losses.leaveGpu(model.id);
        notice(
          new KingletError(
            'engine-lost',
            `${what} It runs without the graphics card from now on, more slowly. To try the card again, load the model in the list of models.`,
          ),
        );
        return;
      }
      stepDown(model, 'engine-lost', what);
    },
  };
}
