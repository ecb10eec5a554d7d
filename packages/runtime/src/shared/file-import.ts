import type { AdapterImport } from './adapter-status.ts';

/** How far the import of a file is. */
export interface ImportProgress {
  /** The file's name. */
  readonly name: string;
  /** `reading`: for its hash; `storing`: into this browser's storage; `verifying`: it is read back. */
  readonly phase: 'reading' | 'storing' | 'verifying';
  /** Of the phase. */
  readonly doneBytes: number;
  readonly sizeBytes: number;
  /** Smoothed; null when unknown. */
  readonly bytesPerSecond: number | null;
}

/** What the import of a model's file did. */
export type ModelImport =
  /** `catalogue`: the very file of a model of the catalogue, which needs no download any more. */
  | {
      readonly outcome: 'model-added';
      readonly modelId: string;
      readonly name: string;
      readonly origin: 'catalogue' | 'own';
    }
  /** A model with this very file is here already: nothing was stored. */
  | { readonly outcome: 'model-there'; readonly modelId: string; readonly name: string };

/** What the import of a file did, by what the file is. `cancelled`: the user stopped it, and nothing of it was kept. */
export type FileImport = AdapterImport | ModelImport | { readonly outcome: 'cancelled' };
