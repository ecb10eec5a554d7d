/**
 * Whether a host is this device or of a network around it, or leads to one by its form: loopback, private and link-local
 * ranges, all that is reserved, IPv4 inside IPv6 (mapped, 6to4, NAT64), and names that no public server has (`localhost`,
 * `.local`, `.internal`, a single word). `hostname` as a parsed URL has it (`URL.hostname`), where each spelling of a number is
 * one already. What a public name leads to is not known here: see `isPrivateIp`.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/u, '');
  if (host.startsWith('[') || isDotted(host)) return isPrivateIp(host.replace(/^\[|\]$/gu, ''));
  if (!host.includes('.')) return true;
  return privateNames.test(host);
}

/**
 * The same for an IP address, as a name was resolved to one: IPv4 in four decimal numbers, or IPv6 without brackets. What reads
 * as neither is private, so that nobody fetches it. Ranges: IANA's special-purpose registries.
 */
export function isPrivateIp(address: string): boolean {
  if (isDotted(address)) return isPrivateV4(address.split('.').map(Number));
  const groups = groupsOf(address);
  return groups === null || isPrivateV6(groups);
}

/** Names of RFC 6761, 6762, 8375, of Docker and of routers, and those that ICANN keeps for private use. */
const privateNames =
  /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa)$/u;

function isDotted(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/u.test(text);
}

/** Four bytes. */
function isPrivateV4([a = 256, b = 0, c = 0, d = 0]: readonly number[]): boolean {
  if (Math.max(a, b, c, d) > 255) return true;
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99);
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100);
  return a === 203 && b === 0 && c === 113;
}

/** Eight groups of 16 bits. Public is what is global unicast (2000::/3), and what stands for a public IPv4 address. */
function isPrivateV6(groups: readonly number[]): boolean {
  const [first = 0, second = 0] = groups;
  if (startsWith(groups, [0, 0, 0, 0, 0, 0xffff])) return isPrivateV4(bytesAt(groups, 6));
  if (startsWith(groups, [0x64, 0xff9b, 0, 0, 0, 0])) return isPrivateV4(bytesAt(groups, 6));
  if (first === 0x2002) return isPrivateV4(bytesAt(groups, 1));
  // 2001::/23 is for protocols, Teredo's tunnels among them; two ranges are for documentation.
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return true;
  if (first === 0x3fff && second < 0x1000) return true;
  return first < 0x2000 || first > 0x3fff;
}

function startsWith(groups: readonly number[], start: readonly number[]): boolean {
  return start.every((group, index) => groups[index] === group);
}

function bytesAt(groups: readonly number[], index: number): readonly number[] {
  return [groups[index] ?? 0, groups[index + 1] ?? 0].flatMap((group) => [group >> 8, group & 255]);
}

/** The eight groups of an IPv6 address, or null. A zone (`%eth0`) is passed over. */
function groupsOf(address: string): readonly number[] | null {
  const dotted = /(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/u.exec(address)?.[0];
  const [a = 256, b = 0, c = 0, d = 0] = dotted?.split('.').map(Number) ?? [0];
  if (Math.max(a, b, c, d) > 255) return null;
  const hex = ((a << 8) | b).toString(16);
  const text =
    dotted === undefined
      ? address
      : `${address.slice(0, -dotted.length)}${hex}:${((c << 8) | d).toString(16)}`;
  const [head = '', tail, more] = text.replace(/%.*$/u, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - before.length - after.length;
  if (more !== undefined || (tail === undefined ? missing !== 0 : missing < 1)) return null;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  return all.every((group) => /^[\da-f]{1,4}$/iu.test(group))
    ? all.map((group) => Number.parseInt(group, 16))
    : null;
}
