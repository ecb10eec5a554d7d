/** Bytes that this origin may still store; null where the browser does not tell. */
export async function freeBytes(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined ? null : Math.max(quota - (usage ?? 0), 0);
  } catch {
    return null;
  }
}
