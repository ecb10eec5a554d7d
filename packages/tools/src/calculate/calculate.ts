import { KingletError, type Tool, type ToolOutcome } from '@kinglet/spec';
import { defineTool } from '../call/define-tool.ts';
import { success } from '../call/outcome.ts';
import type { SpokenMessage } from '../spans/spoken-message.ts';
import { type Evaluated, evaluate } from './evaluate.ts';
import { Exact, formatExact } from './exact-decimal.ts';

/** Exact arithmetic on the user's words. */
export const calculate: Tool = defineTool({
  name: 'calculate',
  description: 'Work out arithmetic, percent, powers and roots.',
  arguments: {
    expression: { description: 'the calculation, as the user wrote it', maxLength: 500 },
  },
  examples: [{ text: 'what is 12 plus 30?', arguments: { expression: '12 plus 30' } }],
  answers: true,
  spans: expressions,
  run: ({ expression }, { userText }) => answer(evaluateInContext(expression, userText)),
});

/** Numbers that belong to an amount, a day or a place on the web are no calculation. */
function expressions(message: SpokenMessage) {
  if (message.command !== null) return null;
  const expression = message
    .spansOf('expression')
    .filter(({ first, last }) => !message.isWithin(first, last, ['amount', 'day', 'address']))
    .map(({ text }) => text);
  return { expression };
}

function answer(result: Evaluated): ToolOutcome {
  const { text, exact } = formatExact(result.percent ? result.value.times(new Exact(100)) : result.value);
  const shown = `${text}${result.percent ? '%' : ''}`;
  const angle = result.radians ? ' (angle in radians)' : '';
  return success(`${result.text} ${exact ? '=' : 'is about'} ${shown}${angle}`, {
    understood: `${result.text}${angle}`,
  });
}

const verbBefore =
  /\b(add|subtract|multiply|divide|split|(?:sum|total|product|average|mean) of|difference between)(?: up| together)?(?: the| a| my)? $/i;

/** A span such as `1250 and 399` has its verb before it in the user's message: `add`. */
function evaluateInContext(expression: string, userText: string): Evaluated {
  try {
    return evaluate(expression);
  } catch (thrown) {
    const start = userText.toLowerCase().indexOf(expression.toLowerCase());
    const verb = start < 1 ? null : verbBefore.exec(userText.slice(Math.max(0, start - 30), start));
    if (verb === null || !(thrown instanceof KingletError)) throw thrown;
    return evaluate(`${verb[1]} ${expression}`);
  }
}
