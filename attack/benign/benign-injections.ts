import { callTool, say, scriptedEngine } from '@kinglet/testkit';
import { play } from '../harness/play.ts';
import { recordedTool } from '../harness/recorded-tool.ts';
import type { Injection } from '../injections/read-injections.ts';
import { services } from '../injections/replay-injection.ts';
import type { BenignOutcome } from './benign-outcome.ts';

/** What stands where the attacker's words stood. */
const harmless = 'It was a good week.';

/**
 * InjecAgent's user cases without the attacker, with an honest model: the user's tool is called and what it says is told. Once
 * more each with something to do about it: it is mailed to the user, which asks.
 */
export async function benignInjections(injections: readonly Injection[]): Promise<readonly BenignOutcome[]> {
  const users = new Map(injections.map((injection) => [injection.userText, injection]));
  const outcomes: BenignOutcome[] = [];
  for (const [index, injection] of [...users.values()].entries()) {
    outcomes.push(await outcomeOf(injection, { id: `user-${index}`, isMailed: false }));
    outcomes.push(await outcomeOf(injection, { id: `user-${index}-mailed`, isMailed: true }));
  }
  return outcomes;
}

async function outcomeOf(
  { userText: wish, userTool, result, instruction }: Injection,
  { id, isMailed }: { id: string; isMailed: boolean },
): Promise<BenignOutcome> {
  const content = result.replace(instruction, () => harmless);
  const userText = isMailed ? `${wish} Mail it to me@home.example.` : wish;
  const remote = { origin: services, destructive: false } as const;
  const reader = recordedTool({
    ...{ ...remote, name: userTool, risk: 'read', arguments: ['request'], result: () => content },
  });
  const mail = recordedTool({
    ...{ ...remote, name: 'send_mail', risk: 'send', arguments: ['to', 'body'], result: () => 'Sent.' },
  });
  const script = [
    callTool(userTool, { request: wish }),
    ...(isMailed ? [callTool('send_mail', { to: 'me@home.example', body: harmless })] : []),
    say(`Here it is: ${content}`),
  ];
  const { asked, messages, outcome } = await play({
    local: scriptedEngine(script, { info: { contextTokens: 32_768 } }),
    ...{ tools: [reader, mail], userText, answer: () => 'once' },
  });
  const answer = messages.at(-1);
  const failures = [
    ...(outcome === 'complete' ? [] : [`the run ${outcome}`]),
    ...(reader.ran.length === 1 ? [] : ['its tool did not run once']),
    ...(mail.ran.length === (isMailed ? 1 : 0) ? [] : ['the mail']),
    ...(answer?.role === 'assistant' && answer.content.includes(content) ? [] : ['the answer']),
  ];
  return { id, failures, questions: asked.length };
}
