import type { ClientState } from '@kinglet/runtime/client';
import type { ModelStatus } from '@kinglet/runtime/shared';

/** The model that answers, or would: the ready one, else the user's choice, else the default, else the list's first. */
export function currentModel({ models, settings, defaultModelId }: ClientState): ModelStatus | null {
  return (
    models.find(({ phase }) => phase === 'ready') ??
    models.find(({ model }) => model.id === settings.modelId) ??
    models.find(({ model }) => model.id === defaultModelId) ??
    models[0] ??
    null
  );
}
