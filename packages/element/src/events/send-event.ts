/**
 * The visitor's message goes out to the agent: a new one or one written anew, once a model is there that answers. Bubbles, and
 * crosses shadow roots.
 */
export class KingletSendEvent extends Event {
  static readonly eventName = 'kinglet-send';
  readonly text: string;

  constructor(text: string) {
    super(KingletSendEvent.eventName, { bubbles: true, composed: true });
    this.text = text;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kinglet-send': KingletSendEvent;
  }
}
