import type { AdapterRecord } from './adapter.ts';
import type { EngineId } from './engine.ts';

/** One model of the catalogue (`models/catalogue.json`), or of a file that the user brought. */
export interface ModelRecord {
  /** Stable id, such as `smollm2-135m-instruct-q4_1`. */
  readonly id: string;
  /** For people, such as `SmolLM2 135M Instruct`. */
  readonly name: string;
  readonly engine: Exclude<EngineId, 'remote' | 'scripted'>;
  /** SPDX id, or the name of its terms where it has none; null where no source says. */
  readonly licence: string | null;
  /** How many numbers its weights have; null where no source says. Of the user's own, `own` says it. */
  readonly parameters?: number | null;
  /** How its weights are written, such as `Q4_K_M` or `q4f16_1`; null where no source says. */
  readonly quantization?: string | null;
  /** Where its chat template comes from: its file, or the engine's own record of the model. */
  readonly template?: 'file' | 'engine';
  /** Download size; null where no source says. */
  readonly sizeBytes: number | null;
  /** Memory while running, estimated; null where unknown. */
  readonly memoryBytes: number | null;
  /** Prompt and reply together. */
  readonly contextTokens: number;
  /** Files to fetch; empty where the engine fetches for itself (web-llm, built-in), and while `unpinned` has them. */
  readonly files: readonly ModelFile[];
  /** All its files, where of one the size or the hash is not published: the first download makes them `files`. */
  readonly unpinned?: readonly UnpinnedFile[];
  /** The engine's own id for the model, where it has a prebuilt list. */
  readonly engineModelId?: string;
  /** What the device must have. */
  readonly requires: readonly ('webgpu' | 'shader-f16')[];
  /** How the model uses tools (see `EngineInfo.toolUse`). Default `multi-turn`. */
  readonly toolUse?: 'single-turn' | 'multi-turn';
  /**
   * Size of the Q8_0 copy that is made once where the model runs on the CPU, for what is said before the download; absent
   * where none is made.
   */
  readonly preparedBytes?: number;
  /** Specialists that come with it. */
  readonly adapters?: readonly AdapterRecord[];
  /** One line for people; of the user's own file its name. */
  readonly summary: string;
  /** Set for a file that the user brought. */
  readonly own?: OwnModel;
}

/** What the header of the user's own file says of its model. */
export interface OwnModel {
  /** llama.cpp's name of its kind, such as `llama`. */
  readonly architecture: string;
  /** How many numbers its weights have. */
  readonly parameters: number;
  /** The type of most of its bytes, such as `Q4_K`. */
  readonly quantization: string;
  /** The context that it was trained for, in tokens; `contextTokens` of it at most are used. */
  readonly trainedTokens: number;
}

/** How the browser's own model stands on this device, in the words of the Prompt API. */
export type BuiltInAvailability = 'unavailable' | 'downloadable' | 'downloading' | 'available';

/** One file, pinned by its hash. */
export interface ModelFile {
  /** File name, such as `SmolLM2-135M-Instruct.Q4_1.gguf`; of a model that is a folder, `FOLDER/PATH`. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Hashes of its parts, so that a wrong one is fetched again alone; absent where nobody took them. */
  readonly chunks?: FileChunks;
  /** Set where nobody published the hash: it is the one of the first download on this device. */
  readonly recorded?: true;
  /** Tried in order; relative ones resolve against the catalogue's own address. Mirrors of the settings come first. */
  readonly sources: readonly string[];
}

/** A file of which not all is published. */
export interface UnpinnedFile extends Pick<ModelFile, 'name' | 'sources'> {
  readonly sizeBytes: number | null;
  /** Lower-case hex. */
  readonly sha256: string | null;
}

/** A file cut into parts of one size; the last may be smaller. */
export interface FileChunks {
  readonly sizeBytes: number;
  /** Lower-case hex, in the order of the parts. */
  readonly sha256: readonly string[];
}

export interface Catalogue {
  readonly version: 1;
  /** Id of the model that runs when the user chose none. */
  readonly defaultModel: string;
  readonly models: readonly ModelRecord[];
}
