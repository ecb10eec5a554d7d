import type { ModelStatus } from '@kinglet/runtime/shared';
import { strings } from '../../strings.ts';

const words = strings.model;

/** What the page is, as far as it decides what a download means. */
export interface DownloadPlace {
  /** The page is of another origin than our script: its storage is that site's own. */
  readonly foreign: boolean;
  /** The user asked the browser to save data (`navigator.connection.saveData`). */
  readonly saveData: boolean;
}

export function downloadPlace(): DownloadPlace {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  return {
    foreign: new URL(import.meta.url).origin !== location.origin,
    saveData: connection?.saveData === true,
  };
}

/** What to know before a download: how long it lasts, for whom, and that it is large where data is to be saved. */
export function downloadTerms(
  { memoryOnly }: Pick<ModelStatus, 'memoryOnly'>,
  { foreign, saveData }: DownloadPlace,
): string {
  const lasts = memoryOnly ? words.memoryOnly : foreign ? words.onceHere : words.once;
  return saveData ? `${words.saveData} ${lasts}` : lasts;
}
