import type { Endpoint } from 'comlink';

/** A channel between a tab and a worker of another tab. */
export interface ChannelEndpoint extends Endpoint {
  /** Nothing comes or goes any more. */
  close(): void;
}

/**
 * A BroadcastChannel as comlink takes it. It carries no ports and transfers nothing: no proxy may be sent over it, and
 * buffers are copied.
 */
export function channelEndpoint(channel: Endpoint & { close(): void }): ChannelEndpoint {
  let isOpen = true;
  return {
    postMessage(message: unknown) {
      // A closed channel throws, and comlink says goodbye late: when its proxy is collected.
      if (isOpen) channel.postMessage(message);
    },
    addEventListener: channel.addEventListener.bind(channel),
    removeEventListener: channel.removeEventListener.bind(channel),
    close() {
      isOpen = false;
      channel.close();
    },
  };
}
