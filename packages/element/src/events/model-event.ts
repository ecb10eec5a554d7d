import type { ModelStatus } from '@kinglet/runtime/shared';

/**
 * The model that answers, or would, is another one or in another phase; the first one is told too. `ready`: it answers at once.
 * Bubbles, and crosses shadow roots.
 */
export class KingletModelEvent extends Event {
  static readonly eventName = 'kinglet-model';
  readonly modelId: string;
  readonly phase: ModelStatus['phase'];

  constructor({ modelId, phase }: Pick<KingletModelEvent, 'modelId' | 'phase'>) {
    super(KingletModelEvent.eventName, { bubbles: true, composed: true });
    this.modelId = modelId;
    this.phase = phase;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kinglet-model': KingletModelEvent;
  }
}
