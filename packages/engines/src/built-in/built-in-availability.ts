import type { BuiltInAvailability } from '@kinglet/spec';
import { englishText, findLanguageModel, type LanguageModel } from './language-model.ts';

/** How Chrome's own model stands on this device; null where the browser has no such API. Never rejects. */
export async function builtInAvailability(
  module: LanguageModel | null = findLanguageModel(),
): Promise<BuiltInAvailability | null> {
  return (await module?.availability(englishText).catch(() => 'unavailable' as const)) ?? null;
}
