import type { ClientEvent } from '../../shared/index.ts';
import type { Outbox } from '../outbox.ts';

/** A tab that the worker serves. */
export interface Tab {
  readonly outbox: Outbox;
  /** Id of the conversation that is open in it; null while none is. */
  openId: string | null;
  /** Counts what it asked to open: what it asked for last is what it shows, however long each takes to read. */
  asked: number;
}

/** The tabs that share this worker: who hears of what, and whose runs come first. */
export class Tabs {
  /** Whether somebody looks at it; the one that was looked at last stands last. */
  readonly #visible = new Map<Tab, boolean>();

  /** Takes a tab in, as visible and without an open conversation. */
  add(outbox: Outbox): Tab {
    const tab: Tab = { outbox, openId: null, asked: 0 };
    this.#visible.set(tab, true);
    return tab;
  }

  remove(tab: Tab): void {
    this.#visible.delete(tab);
  }

  setVisible(tab: Tab, visible: boolean): void {
    if (!this.#visible.has(tab)) return;
    if (visible) this.#visible.delete(tab);
    this.#visible.set(tab, visible);
  }

  /** Sends the event to the tabs that it concerns; one of a run comes with the id of its conversation. */
  tell(event: ClientEvent, conversationId?: string): void {
    for (const tab of this.#receivers(event, conversationId)) tab.outbox.add(event);
  }

  /** Somebody looks at a tab in which this conversation is open. */
  isVisible(conversationId: string): boolean {
    return [...this.#visible].some(([{ openId }, visible]) => visible && openId === conversationId);
  }

  #receivers(event: ClientEvent, conversationId: string | undefined): readonly Tab[] {
    const all = [...this.#visible.keys()];
    if (conversationId !== undefined) return all.filter(({ openId }) => openId === conversationId);
    if (event.type !== 'notice') return all;
    const one = all.findLast((tab) => this.#visible.get(tab)) ?? all.at(-1);
    return one ? [one] : [];
  }
}
