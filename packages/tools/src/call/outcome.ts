import { KingletError, type ToolOutcome } from '@kinglet/spec';

/** A result that answers. */
export function success(
  content: string,
  extra: Omit<Partial<ToolOutcome>, 'content' | 'failed'> = {},
): ToolOutcome {
  return { content, failed: false, ...extra };
}

/** A result that says what was wrong and what to do, for the model to read. */
export function failure(content: string): ToolOutcome {
  return { content, failed: true };
}

/** Runs `work`; a KingletError of it becomes a failed outcome with its message, anything else is thrown on. */
export async function outcomeOf(work: () => Promise<ToolOutcome> | ToolOutcome): Promise<ToolOutcome> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof KingletError) return failure(thrown.message);
    throw thrown;
  }
}
