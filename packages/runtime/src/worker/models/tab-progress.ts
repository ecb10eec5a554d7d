import { isJsonObject } from '@kinglet/spec';

/** What the tab that downloads a file tells the tabs that wait for it. */
export interface TabProgress {
  tell(sha256: string, receivedBytes: number): void;
  /** Gives the way to stop. */
  listen(sha256: string, heard: (receivedBytes: number) => void): () => void;
}

/** Name of the channel between the tabs of this origin. */
export const tabProgressChannel = 'kinglet-downloads';

export function tabProgress(channel: BroadcastChannel): TabProgress {
  return {
    tell: (sha256, receivedBytes) => channel.postMessage({ sha256, receivedBytes }),
    listen(sha256, heard) {
      const onMessage = ({ data }: MessageEvent<unknown>) => {
        if (!isJsonObject(data) || data['sha256'] !== sha256) return;
        if (typeof data['receivedBytes'] === 'number') heard(data['receivedBytes']);
      };
      channel.addEventListener('message', onMessage);
      return () => channel.removeEventListener('message', onMessage);
    },
  };
}
