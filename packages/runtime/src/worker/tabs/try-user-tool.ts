import type { JsonObject } from '@kinglet/spec';
import { parseUserTool, runTool, userTools, validateArguments } from '@kinglet/tools';
import type { UserToolTry } from '../../shared/index.ts';
import type { Session } from '../session.ts';

/** Runs the user's function once with what was typed, under the same limits as a call. Says what is wrong; rejects for no tool. */
export async function tryUserTool(
  json: unknown,
  args: JsonObject,
  { sandbox, clock }: Pick<Session, 'sandbox' | 'clock'>,
): Promise<UserToolTry> {
  const [tool] = userTools([{ ...parseUserTool(json), enabled: true }], sandbox);
  if (tool === undefined) throw new Error('no tool');
  const { name, parameters } = tool.definition;
  const valid = validateArguments(parameters, args);
  if (!valid.ok) return { ok: false, reason: `${valid.reason}.` };
  const context = {
    signal: new AbortController().signal,
    nowMs: clock.nowMs(),
    timeZone: 'UTC',
    locale: 'en',
    userText: '',
    attachments: [],
    idempotencyKey: clock.id(),
  };
  const { content, failed } = await runTool(tool, { id: 'try', name, arguments: args }, context, { clock });
  return failed ? { ok: false, reason: content } : { ok: true, content };
}
