import type { ClientState } from '@kinglet/runtime/client';
import type { ModelStatus } from '@kinglet/runtime/shared';

/** The model that answers, or would: the ready one, else the chosen one, else the catalogue's first. */
export function currentModel({ models, settings }: ClientState): ModelStatus | null {
  return (
    models.find(({ phase }) => phase === 'ready') ??
    models.find(({ model }) => model.id === settings.modelId) ??
    models[0] ??
    null
  );
}
