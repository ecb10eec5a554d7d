import { isJsonObject, type Json } from '@kinglet/spec';
import { oneLine } from '../text/clean-text.ts';
import { allWords, keyWords, matchScore } from '../text/match-words.ts';

const maxKeys = 15;
const maxShapeDepth = 3;
const maxMatches = 15;
const maxVisited = 200_000;

/** A JSON file as a model can use it: its shape, then the values that the question is about. Null where it is not JSON. */
export function describeJson(text: string, question: string): string | null {
  let value: Json;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch {
    return null;
  }
  const lines = [`JSON: ${shape(value, 0)}`];
  const matches = bestLeaves(value, keyWords(question));
  if (matches.length > 0) lines.push('Values about the question:', ...matches);
  else lines.push('Content:', oneLine(JSON.stringify(value).slice(0, 4_000), 1_000));
  return lines.join('\n');
}

/** `{ name: text, items: list of 3 { id: number } }` */
function shape(value: Json, depth: number): string {
  if (Array.isArray(value)) {
    const [first] = value;
    return `list of ${value.length}${first === undefined || depth >= maxShapeDepth ? '' : ` ${shape(first, depth + 1)}`}`;
  }
  if (isJsonObject(value)) {
    const keys = Object.keys(value);
    if (depth >= maxShapeDepth) return `object with ${keys.length} keys`;
    const shown = keys
      .slice(0, maxKeys)
      .map((key) => `${oneLine(key, 40)}: ${shape(value[key] ?? null, depth + 1)}`);
    return `{ ${shown.join(', ')}${keys.length > maxKeys ? `, and ${keys.length - maxKeys} more` : ''} }`;
  }
  if (value === null) return 'null';
  return typeof value === 'string' ? 'text' : typeof value;
}

/** The leaves whose path and value hold most of the query's words, as `path: value`; an explicit stack, for depth. */
function bestLeaves(root: Json, query: readonly string[]): string[] {
  if (query.length === 0) return [];
  const stack: { readonly path: string; readonly value: Json }[] = [{ path: '', value: root }];
  let best = 0;
  let found: string[] = [];
  for (let visited = 0; visited < maxVisited; visited += 1) {
    const node = stack.pop();
    if (node === undefined) break;
    const { path, value } = node;
    if (typeof value === 'object' && value !== null) {
      const own = isJsonObject(value) ? scalarsOf(value) : '';
      const score = own === '' ? 0 : matchScore(query, allWords(`${path} ${own}`.slice(0, 2_000)));
      if (score > best) [best, found] = [score, []];
      if (score > 0 && score === best && found.length < maxMatches) found.push(`- ${path || 'top'}: ${own}`);
      for (const [key, child] of Object.entries(value).reverse()) {
        if (typeof child === 'object' && child !== null)
          stack.push({ path: `${path}${path && '.'}${key}`.slice(-200), value: child });
      }
    } else {
      found.push(`- ${oneLine(String(value), 200)}`);
    }
  }
  return found;
}

function scalarsOf(value: Readonly<Record<string, Json>>): string {
  return Object.entries(value)
    .filter(([, child]) => typeof child !== 'object' || child === null)
    .slice(0, 30)
    .map(([key, child]) => `${oneLine(key, 40)}: ${oneLine(String(child), 200)}`)
    .join(', ');
}
