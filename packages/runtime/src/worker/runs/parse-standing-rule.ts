import { isJsonObject, KingletError, type StandingRule, type ToolText } from '@kinglet/spec';

/** A rule out of a store. @throws KingletError `invalid-input` for what is none: it is left out, and asked for again. */
export function parseStandingRule(json: unknown): StandingRule {
  if (!isJsonObject(json)) throw broken('object');
  const { effect, host } = json;
  if (effect !== 'allow' && effect !== 'ask' && effect !== 'deny') throw broken('effect');
  if (host !== null && typeof host !== 'string') throw broken('host');
  return {
    id: text(json, 'id'),
    effect,
    tool: text(json, 'tool'),
    origin: text(json, 'origin'),
    host,
    definition: toolText(json['definition']),
    sinceMs: count(json, 'sinceMs'),
    untilMs: count(json, 'untilMs'),
    uses: count(json, 'uses'),
  };
}

function toolText(json: unknown): ToolText {
  const parameters = isJsonObject(json) ? json['parameters'] : null;
  if (!isJsonObject(json) || !isJsonObject(parameters)) throw broken('definition');
  return { name: text(json, 'name'), description: text(json, 'description'), parameters };
}

function text(json: Readonly<Record<string, unknown>>, key: string): string {
  const value = json[key];
  if (typeof value !== 'string') throw broken(key);
  return value;
}

function count(json: Readonly<Record<string, unknown>>, key: string): number {
  const value = json[key];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw broken(key);
  return value;
}

function broken(key: string): KingletError {
  return new KingletError('invalid-input', `The stored rule has no valid ${key}.`);
}
