/** Flags for a Chromium that runs as root, quietly and without looking for the network. */
export const chromiumFlags: string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
