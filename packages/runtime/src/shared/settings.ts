import type { Backend, TextRetention } from '@kinglet/spec';

/** What the user can set; kept on the device. Never holds a key. */
export interface Settings {
  /** Null: the catalogue's default. */
  readonly modelId: string | null;
  /** What models run on where their engine leaves a choice; null: what was measured to be faster here. */
  readonly backend: Extract<Backend, 'wasm' | 'webgpu'> | null;
  /** Base addresses tried before a model's own sources; each serves files by name. */
  readonly mirrors: readonly string[];
  readonly remote: RemoteSettings | null;
  /** Nothing of the user's leaves this device, whatever else is set or was allowed. */
  readonly neverLeave: boolean;
  /** A larger model that is stored here takes over what the chosen one cannot do. */
  readonly largerLocal: boolean;
  /** How often a tool call on this device may be wrong, from 0 to 1, where a larger model can be asked; null: it does not matter. */
  readonly mayBeWrong: number | null;
  readonly spend: SpendSettings;
  readonly log: LogSettings;
  /** How long "always" holds for a tool, in days; 1 to 365. */
  readonly approvalDays: number;
  /** The first-run notice about the log was read. */
  readonly noticeRead: boolean;
}

/** An OpenAI-compatible endpoint. The key is apart: memory only, bound to the base URL's origin. */
export interface RemoteSettings {
  /** Such as `https://api.openai.com/v1` or `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** USD per million tokens; null where unknown. */
  readonly inputUsdPerMillion: number | null;
  readonly outputUsdPerMillion: number | null;
}

/** What the larger model may cost at most; null: no cap. */
export interface SpendSettings {
  readonly conversationUsd: number | null;
  readonly dayUsd: number | null;
  readonly monthUsd: number | null;
  readonly callsPerDay: number | null;
}

export interface LogSettings {
  readonly enabled: boolean;
  readonly retention: TextRetention;
  /** Rows older than this are dropped; 1 to 3650. */
  readonly retentionDays: number;
}

export const defaultSettings: Settings = {
  modelId: null,
  backend: null,
  mirrors: [],
  remote: null,
  neverLeave: false,
  largerLocal: false,
  mayBeWrong: null,
  spend: { conversationUsd: null, dayUsd: null, monthUsd: null, callsPerDay: null },
  log: { enabled: true, retention: 'text', retentionDays: 90 },
  approvalDays: 30,
  noticeRead: false,
};
