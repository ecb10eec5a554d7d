/** Models are large: the browser is asked not to throw them away when the disk fills up. It may say no, and then all works. */
export function askToPersist(): void {
  void navigator.storage?.persist?.().catch(() => false);
}
