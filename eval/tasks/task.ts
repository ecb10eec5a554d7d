/** What must hold after a task's last turn; eval/tasks/README.md says when each does. */
export interface TaskEffect {
  readonly notes?: { readonly contains?: string; readonly lacks?: string };
  readonly timers?: { readonly seconds?: number; readonly count?: number };
  readonly toolCalls?: number;
  readonly sends?: number;
  readonly asked?: true;
  readonly labelledOrEscalated?: true;
}

/** What a larger model would do in one turn: calls, one step after the other, and the answer in words. */
export interface GoldTurn {
  readonly calls?: readonly {
    readonly tool: string;
    readonly arguments: Readonly<Record<string, unknown>>;
  }[];
  readonly say?: string;
}

/** Something that people ask of the built-in tools, with what must come of it. */
export interface Task {
  readonly id: string;
  readonly category: string;
  /** The turns of one conversation. */
  readonly turns: readonly string[];
  /** Oldest first. */
  readonly notes: readonly string[];
  /** File name to text. */
  readonly attach: Readonly<Record<string, string>>;
  /** A pattern for the final text. */
  readonly answer: RegExp | null;
  readonly effect: TaskEffect;
  /** One for each turn; empty where the scripted teacher has nothing to say. */
  readonly gold: readonly GoldTurn[];
}
