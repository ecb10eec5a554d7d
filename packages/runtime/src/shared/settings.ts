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
  log: { enabled: true, retention: 'text', retentionDays: 90 },
  approvalDays: 30,
  noticeRead: false,
};
