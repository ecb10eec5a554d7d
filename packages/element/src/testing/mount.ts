import type { LitElement } from 'lit';
import { type KingletAction, KingletActionEvent } from '../controller/action.ts';

/** Puts an element with these properties on the page, alone. */
export async function mount<T extends LitElement>(element: T, properties: Partial<T> = {}): Promise<T> {
  Object.assign(element, properties);
  document.body.replaceChildren(element);
  await element.updateComplete;
  return element;
}

/** Collects what an element asks for. */
export function recordActions(element: EventTarget): KingletAction[] {
  const actions: KingletAction[] = [];
  element.addEventListener(KingletActionEvent.eventName, (event) => {
    if (event instanceof KingletActionEvent) actions.push(event.action);
  });
  return actions;
}

/** The element's own part of the page; throws where there is none. */
export function find<T extends Element = HTMLElement>(element: LitElement, selector: string): T {
  const found = element.renderRoot.querySelector<T>(selector);
  if (!found) throw new Error(`No ${selector} in ${element.localName}.`);
  return found;
}
