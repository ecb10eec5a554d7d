import type { AdapterFormat, JsonObject } from '@kinglet/spec';

/** A specialist of a model, as it stands on this device. */
export interface AdapterStatus {
  readonly id: string;
  /** For people. */
  readonly name: string;
  readonly summary: string;
  /** SPDX id. */
  readonly licence: string;
  readonly format: AdapterFormat;
  readonly rank: number;
  readonly sizeBytes: number;
  /** `catalogue`: comes with the model; `imported`: the user brought its file. */
  readonly origin: 'catalogue' | 'imported';
  /**
   * `absent`: not fetched yet; `missing`: could not be fetched; `stored`: here, the model is not loaded; `in-use`: loaded
   * beside the model; `stale`: knows other tools than there are, so it is not loaded; `refused`: its file does not do.
   */
  readonly state: 'absent' | 'missing' | 'stored' | 'in-use' | 'stale' | 'refused';
  /** For people: why it is missing, stale or refused; null otherwise. */
  readonly reason: string | null;
  /** What its file says of its training; null where it is not here or says nothing. Untrusted text. */
  readonly card: JsonObject | null;
}

/** What an import did. Where one with this id is there already, nothing was changed and the user is to be asked. */
export type AdapterImport =
  | { readonly outcome: 'added'; readonly id: string; readonly modelId: string }
  | {
      readonly outcome: 'exists';
      readonly id: string;
      readonly name: string;
      readonly origin: AdapterStatus['origin'];
    };
