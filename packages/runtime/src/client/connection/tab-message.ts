/**
 * What tabs say to all others. Tabs of two versions of Kinglet read each other's, so these three stay as they are:
 * `lead`: my worker is up. `hello`: serve me on this channel. `refused`: not you, our versions differ.
 */
export type TabMessage =
  | { readonly kind: 'lead' }
  | {
      readonly kind: 'hello';
      readonly version: string;
      readonly lifeLock: string;
      readonly channel: string;
    }
  | { readonly kind: 'refused'; readonly channel: string };

/** Null for anything else: another version may say more than this one knows. */
export function parseTabMessage(data: unknown): TabMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const { kind, version, lifeLock, channel } = data as Readonly<Record<string, unknown>>;
  if (kind === 'lead') return { kind };
  if (kind === 'hello' && isText(version) && isText(lifeLock) && isText(channel)) {
    return { kind, version, lifeLock, channel };
  }
  if (kind === 'refused' && isText(channel)) return { kind, channel };
  return null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
