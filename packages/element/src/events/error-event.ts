import type { ErrorCode, ErrorDetails, ErrorShape } from '@kinglet/spec';

/**
 * Something is wrong that belongs to no answer: the page's policy, storage, a download, the worker. Told once for as long as it
 * stands. Bubbles, and crosses shadow roots.
 */
export class KingletErrorEvent extends Event implements ErrorShape {
  static readonly eventName = 'kinglet-error';
  readonly code: ErrorCode;
  /** For people: what happened and what to do next. */
  readonly message: string;
  readonly details: ErrorDetails;

  constructor({ code, message, details }: ErrorShape) {
    super(KingletErrorEvent.eventName, { bubbles: true, composed: true });
    this.code = code;
    this.message = message;
    this.details = details;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'kinglet-error': KingletErrorEvent;
  }
}
