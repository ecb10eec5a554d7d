/// <reference types="vite/client" />
import { expect, test } from 'vitest';
import { define } from '../../define.ts';
import { changeEvents } from '../../events/change-events.ts';
import { KingletSendEvent } from '../../events/send-event.ts';
import { themeStyles } from '../../styles/theme.styles.ts';
import { modelStatus, runView, toolPart } from '../../testing/fixtures.ts';
import { find, mount } from '../../testing/mount.ts';
import { emptyState, ScriptedClient } from '../../testing/scripted-client.ts';
import { KingletAgent } from './agent.ts';
import source from './agent.ts?raw';

define('kinglet-agent', KingletAgent);

/** The names that the class header gives under a JSDoc tag. The manifest is made of them. */
function documented(tag: string): readonly string[] {
  const lines = source.matchAll(new RegExp(`^ \\* @${tag} (?:\\{\\w+\\} )?\\[?([\\w-]+)`, 'gm'));
  return Array.from(lines, ([, name]) => name ?? '').sort();
}

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

test('the header names the attributes that are observed', () => {
  expect(documented('attr')).toEqual(sorted(KingletAgent.observedAttributes));
});

test('the header names the parts and slots that are drawn', async () => {
  const agent = await mount(new KingletAgent(), { client: new ScriptedClient({ models: [modelStatus()] }) });
  const drawn = (selector: string, attribute: string) =>
    sorted(
      Array.from(agent.renderRoot.querySelectorAll(selector), (part) => part.getAttribute(attribute) ?? ''),
    );
  expect(documented('csspart')).toEqual(drawn('[part]', 'part'));
  expect(documented('slot')).toEqual(drawn('slot', 'name'));
});

test('the header names the properties that the theme reads', () => {
  expect(documented('cssprop')).toEqual(sorted(themeStyles.cssText.match(/--kinglet-[\w-]+/g) ?? []));
});

test('the header names the events that are dispatched', () => {
  const error = { code: 'network', message: 'No answer.', details: {} } as const;
  const runs = [runView('r', 'hi', { live: true, parts: [toolPart()] })];
  const before = { state: emptyState, problem: null };
  const after = { state: { ...emptyState, models: [modelStatus()], runs }, problem: error };
  const dispatched = [new KingletSendEvent('hi'), ...changeEvents(before, after)];
  expect(sorted(dispatched.map(({ type }) => type))).toEqual(documented('fires'));
});

test("a page's own style sheet sets the properties from above and reaches the parts", async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`html { --kinglet-background: rgb(1, 2, 3); --kinglet-font-size: 20px; }
    kinglet-agent::part(composer) { border-block-start: 3px solid rgb(4, 5, 6); }`);
  document.adoptedStyleSheets = [sheet];
  try {
    const agent = await mount(new KingletAgent(), { client: new ScriptedClient() });
    const composer = find(agent, 'kinglet-composer');
    expect(getComputedStyle(agent)).toMatchObject({ backgroundColor: 'rgb(1, 2, 3)', fontSize: '20px' });
    expect(getComputedStyle(composer)).toMatchObject({
      borderTopWidth: '3px',
      borderTopColor: 'rgb(4, 5, 6)',
    });
  } finally {
    document.adoptedStyleSheets = [];
  }
});
