import { defineAgent, KingletAgent, type KingletAgentEventMap, type SiteTool } from '@kinglet/element';

defineAgent();

const heard = document.getElementById('heard');

/** Writes down what the page hears, as a site's statistics would. */
function note(...words: readonly (string | null)[]): void {
  const item = document.createElement('li');
  item.textContent = words.join(' ');
  heard?.append(item);
}

document.addEventListener('kinglet-model', ({ modelId, phase }) => note('model', modelId, phase));
document.addEventListener('kinglet-send', ({ text }) => note('send', text));
document.addEventListener('kinglet-tool', ({ tool, failed }) =>
  note('tool', tool, failed ? 'failed' : 'done'),
);
document.addEventListener('kinglet-answer', ({ outcome, place, text }) =>
  note('answer', outcome, place, text),
);
document.addEventListener('kinglet-error', ({ code, message }) => note('error', code, message));

const basket: SiteTool = {
  name: 'basket_add',
  description: 'Puts a loaf into the basket.',
  inputSchema: { type: 'object', properties: { loaf: { type: 'string' } }, required: ['loaf'] },
  execute: ({ loaf }) => `${loaf} is in your basket.`,
};
const agent = document.querySelector('kinglet-agent');
if (agent instanceof KingletAgent) agent.registerTool(basket);

// What must not compile, for a site as for us.
// @ts-expect-error: a model has no text.
agent?.addEventListener('kinglet-model', ({ text }) => text);
// @ts-expect-error: no answer ends as running.
agent?.addEventListener('kinglet-answer', ({ outcome }) => outcome === 'running');
// @ts-expect-error: an agent has no such attribute.
agent?.temperature;
// @ts-expect-error: there is no event of this name.
export type Unknown = KingletAgentEventMap['kinglet-thought'];
