import { tokenRun, tokenSegment, tokenWord } from './patterns.ts';
import { runsAround } from './runs-around.ts';
import type { Finding } from './span.ts';

const prefixed =
  /^(?:(?:sk|pk|rk)[-_]|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|hf_|npm_|ya29|whsec_)[A-Za-z0-9_-]{12,}$/;
const exact = /^(?:(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{35})$/;

const shortestRun = 16;
const shortestRandom = 32;

/** Keys and tokens: known prefixes, AWS ids, JWTs, what follows `Bearer`, and long random hex or base64. */
export function findKeys(text: string): Finding[] {
  const found: Finding[] = [];
  for (const { start: index, text: token } of runsAround(text, tokenRun)) {
    if (token.length < shortestRun) continue;
    for (const [start, end] of keysIn(token, followsBearer(text, index))) {
      found.push({ start: index + start, end: index + end, value: token.slice(start, end) });
    }
  }
  return found;
}

function followsBearer(text: string, index: number): boolean {
  return text.slice(Math.max(0, index - 7), index).toLowerCase() === 'bearer ';
}

function keysIn(token: string, bearer: boolean): [number, number][] {
  if (bearer) return [[0, token.endsWith('.') ? token.length - 1 : token.length]];
  const jwt = jwtIn(token);
  if (jwt !== null) return [jwt];
  const spans: [number, number][] = [];
  for (const part of token.matchAll(tokenSegment)) {
    if (isRandom(part[0])) {
      spans.push([part.index, part.index + part[0].length]);
      continue;
    }
    for (const inner of part[0].matchAll(tokenWord)) {
      if (!isKeyWord(inner[0])) continue;
      const start = part.index + inner.index;
      spans.push([start, start + inner[0].length]);
    }
  }
  return spans;
}

/** Three parts joined by dots, of which header and claims begin with `{"` in base64. */
function jwtIn(token: string): [number, number] | null {
  const parts = token.split('.');
  let start = 0;
  for (const [index, part] of parts.entries()) {
    const claims = parts[index + 1];
    const signature = parts[index + 2];
    if (part.startsWith('eyJ') && claims?.startsWith('eyJ') && signature !== undefined) {
      return [start, start + part.length + claims.length + signature.length + 2];
    }
    start += part.length + 1;
  }
  return null;
}

function isKeyWord(candidate: string): boolean {
  if (exact.test(candidate)) return true;
  return (prefixed.test(candidate) && /\d/.test(candidate)) || isRandom(candidate);
}

/**
 * Whether a long word looks drawn at random: it changes between letters and digits, or from lower to upper case, at
 * a quarter of its places or more (random hex 0.47, base64 0.43, camel case below 0.2), and is not a short repeat.
 */
function isRandom(candidate: string): boolean {
  if (candidate.length < shortestRandom || !/\d/.test(candidate)) return false;
  const seen = new Set<number>();
  let changes = 0;
  let before = kindOf(candidate.charCodeAt(0));
  for (let index = 0; index < candidate.length; index += 1) {
    const code = candidate.charCodeAt(index);
    seen.add(code);
    const kind = kindOf(code);
    const turned =
      kind === 'digit' ? before === 'lower' || before === 'upper' : before === 'digit' && kind !== 'other';
    if (turned || (before === 'lower' && kind === 'upper')) changes += 1;
    before = kind;
  }
  return changes >= candidate.length / 4 && seen.size >= 8;
}

function kindOf(code: number): 'digit' | 'lower' | 'upper' | 'other' {
  if (code >= 48 && code <= 57) return 'digit';
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 65 && code <= 90) return 'upper';
  return 'other';
}
