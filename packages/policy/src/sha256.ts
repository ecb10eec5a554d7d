/**
 * SHA-256 of a text's UTF-8 bytes, lower-case hex. Synchronous and without the platform's crypto, so that a decision can be bound
 * in pure code; lone surrogates count as U+FFFD. FIPS 180-4, section 6.2.
 */
export function sha256(text: string): string {
  const bytes = padded(utf8(text));
  const state = [...initial];
  const words = new Uint32Array(64);
  for (let at = 0; at < bytes.length; at += 64) {
    for (let index = 0; index < 16; index += 1) {
      const from = at + index * 4;
      words[index] =
        (at0(bytes, from) << 24) |
        (at0(bytes, from + 1) << 16) |
        (at0(bytes, from + 2) << 8) |
        at0(bytes, from + 3);
    }
    for (let index = 16; index < 64; index += 1) {
      const [a, b] = [at0(words, index - 15), at0(words, index - 2)];
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      words[index] = at0(words, index - 16) + s0 + at0(words, index - 7) + s1;
    }
    compress(state, words);
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

function compress(state: number[], words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const first = (h + s1 + ((e & f) ^ (~e & g)) + at0(rounds, index) + at0(words, index)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
    state[index] = (at0(state, index) + value) | 0;
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function at0(list: ArrayLike<number>, index: number): number {
  return list[index] ?? 0;
}

function padded(bytes: readonly number[]): Uint8Array {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const bits = bytes.length * 8;
  for (let index = 0; index < 8; index += 1)
    whole[whole.length - 1 - index] = Math.floor(bits / 2 ** (8 * index)) % 256;
  return whole;
}

function utf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code));
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code));
  }
  return bytes;
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f);
}

const primes = firstPrimes(64);
/** The first 32 bits of the fractional parts of roots of the first primes. */
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const rounds = primes.map((prime) => fraction(Math.cbrt(prime)));

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
