import type { MadeCall } from '../page/tool-calls.ts';
import type { WantedCall } from './messages.ts';

/** What is wrong with the calls that were made for a message; null where nothing is. */
export function mistake(wanted: WantedCall | null, made: readonly MadeCall[]): string | null {
  const [call, ...more] = made;
  const got = made.length === 0 ? 'no call' : made.map(callText).join(', then ');
  if (wanted === null) return call === undefined ? null : `wanted no call, got ${got}`;
  const isRight = call !== undefined && more.length === 0 && does(call, wanted);
  return isRight ? null : `wanted ${wanted.tools.join(' or ')}, got ${got}`;
}

function does(call: MadeCall, { tools, arguments: wanted = {}, result = /^/ }: WantedCall): boolean {
  const fits = Object.entries(wanted).every(([name, pattern]) =>
    pattern.test(String(call.arguments[name] ?? '')),
  );
  const worked = call.wasAsked || (!call.failed && result.test(call.content));
  return tools.includes(call.tool) && fits && worked;
}

function callText({ tool, arguments: values, content, failed, wasAsked }: MadeCall): string {
  const outcome = wasAsked
    ? ''
    : ` ${failed ? 'failed' : 'gave'} "${content.replaceAll('\n', ' / ').slice(0, 100)}"`;
  return `${tool}(${JSON.stringify(values)})${outcome}`;
}
