import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientEvent, RunRecord } from '../../shared/index.ts';
import { type Tab, Tabs } from './tabs.ts';

const heads: ClientEvent = { type: 'conversations', heads: [] };
const notice: ClientEvent = { type: 'notice', error: { code: 'timeout', message: 'Slow.', details: {} } };
const run: ClientEvent = { type: 'run-added', run: { id: 'r', conversationId: 'talk' } as RunRecord };

describe('Tabs', () => {
  let tabs: Tabs;
  let heard: string[];
  let a: Tab;
  let b: Tab;

  beforeEach(() => {
    tabs = new Tabs();
    heard = [];
    a = tab('a');
    b = tab('b');
  });

  function tab(name: string): Tab {
    return tabs.add({ add: ({ type }) => void heard.push(`${name} ${type}`), flush: async () => {} });
  }

  it('tells all tabs what is the same for all', () => {
    tabs.tell(heads);
    tabs.remove(a);
    tabs.tell(heads);
    expect(heard).toEqual(['a conversations', 'b conversations', 'b conversations']);
  });

  it('tells of a run where its conversation is open, be that in one tab, two or none', () => {
    tabs.tell(run, 'talk');
    b.openId = 'talk';
    tabs.tell(run, 'talk');
    a.openId = 'talk';
    b.openId = 'other';
    tabs.tell(run, 'talk');
    b.openId = 'talk';
    tabs.tell(run, 'talk');
    expect(heard).toEqual(['b run-added', 'a run-added', 'a run-added', 'b run-added']);
  });

  it('gives a notice to the tab that is looked at, else to the one that was looked at last', () => {
    tabs.tell(notice);
    tabs.setVisible(b, false);
    tabs.tell(notice);
    tabs.setVisible(a, false);
    tabs.tell(notice);
    tabs.setVisible(a, true);
    tabs.setVisible(a, false);
    tabs.tell(notice);
    expect(heard).toEqual(['b notice', 'a notice', 'b notice', 'a notice']);
  });

  it('calls a conversation visible where somebody looks at a tab with it', () => {
    a.openId = 'talk';
    expect([tabs.isVisible('talk'), tabs.isVisible('other')]).toEqual([true, false]);
    tabs.setVisible(a, false);
    expect(tabs.isVisible('talk')).toBe(false);
    b.openId = 'talk';
    expect(tabs.isVisible('talk')).toBe(true);
  });

  it('forgets a tab that is gone, whatever is still said of it', () => {
    a.openId = 'talk';
    tabs.remove(a);
    tabs.setVisible(a, true);
    expect(tabs.isVisible('talk')).toBe(false);
    tabs.remove(b);
    tabs.tell(notice);
    expect(heard).toEqual([]);
  });
});
