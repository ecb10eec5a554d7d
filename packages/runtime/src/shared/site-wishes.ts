import type { SiteToolInfo } from './site-tool.ts';

/** What the author of a page wants of the agent there. Goes with each message, since pages may share a worker. */
export interface SiteWishes {
  /** What the chat should know of the site and how it should speak, at most `maxInstructions` characters. */
  readonly instructions?: string;
  /** Names of the tools that may run here; absent: all. */
  readonly tools?: readonly string[];
  /** The page's own tools. */
  readonly own?: readonly SiteToolInfo[];
}

/** Longest instructions, in characters: a small model follows little, and each of them is prefilled. */
export const maxInstructions = 2_000;
