/**
 * The part of AbortSignal that page, worker and server share. `spec`, `policy` and `router` compile with neither
 * the DOM nor the worker library; where one of those is present, this merges with its declaration.
 */
declare global {
  interface AbortSignal {
    readonly aborted: boolean;
    // biome-ignore lint/suspicious/noExplicitAny: must equal the type in lib.dom to merge with it.
    readonly reason: any;
    throwIfAborted(): void;
  }
}

export {};
