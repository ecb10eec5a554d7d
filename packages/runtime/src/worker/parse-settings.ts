import { isJsonObject, type Json, KingletError } from '@kinglet/spec';
import {
  defaultSettings,
  type LogSettings,
  type RemoteSettings,
  type Settings,
  type SpendSettings,
} from '../shared/index.ts';

/** Settings out of a store: what is not valid falls back to its default, so that a bad store never stops the start. */
export function readSettings(stored: unknown): Settings {
  if (!isJsonObject(stored)) return defaultSettings;
  return {
    modelId: typeof stored['modelId'] === 'string' ? stored['modelId'] : defaultSettings.modelId,
    backend: attempt(() => parseBackend(stored['backend'])) ?? defaultSettings.backend,
    mirrors: attempt(() => parseMirrors(stored['mirrors'])) ?? defaultSettings.mirrors,
    remote: attempt(() => parseRemote(stored['remote'])) ?? defaultSettings.remote,
    // What cannot be read might have been the switch: nothing leaves until it is set anew.
    neverLeave: stored['neverLeave'] !== undefined && stored['neverLeave'] !== false,
    largerLocal: stored['largerLocal'] === true,
    mayBeWrong: attempt(() => parseMayBeWrong(stored['mayBeWrong'])) ?? defaultSettings.mayBeWrong,
    spend: attempt(() => parseSpend(stored['spend'])) ?? defaultSettings.spend,
    log: attempt(() => parseLog(stored['log'])) ?? defaultSettings.log,
    approvalDays: attempt(() => parseDays(stored['approvalDays'])) ?? defaultSettings.approvalDays,
    noticeRead: stored['noticeRead'] === true,
  };
}

/** Settings as the user gave them. @throws KingletError `invalid-input` that says what is allowed. */
export function parseSettings(given: Readonly<Record<keyof Settings, unknown>>): Settings {
  const { modelId, backend, mirrors, remote, log, approvalDays, noticeRead } = given;
  const { neverLeave, largerLocal, mayBeWrong, spend } = given;
  if (modelId !== null && typeof modelId !== 'string')
    throw invalid('The model is not an id. Choose one of the list.');
  return {
    modelId,
    backend: parseBackend(backend),
    mirrors: parseMirrors(mirrors),
    remote: parseRemote(remote),
    neverLeave: neverLeave === true,
    largerLocal: largerLocal === true,
    mayBeWrong: parseMayBeWrong(mayBeWrong),
    spend: parseSpend(spend),
    log: parseLog(log),
    approvalDays: parseDays(approvalDays),
    noticeRead: noticeRead === true,
  };
}

function parseBackend(value: unknown): Settings['backend'] {
  if (value === null || value === 'wasm' || value === 'webgpu') return value;
  throw invalid(
    'What models run on is neither the processor nor the graphics card. Give "wasm", "webgpu" or null.',
  );
}

function parseMirrors(value: unknown): readonly string[] {
  if (!Array.isArray(value))
    throw invalid('The mirrors are not a list. Give addresses such as https://mirror.example/models/.');
  return value.map((mirror) => webAddress(mirror, 'mirror'));
}

export function parseRemote(value: unknown): RemoteSettings | null {
  if (value === null) return null;
  if (!isJsonObject(value)) throw invalid('The endpoint is not an object. Give its address and model.');
  const { model } = value;
  if (typeof model !== 'string' || model.trim() === '')
    throw invalid('The endpoint has no model. Name one, such as gpt-4o-mini.');
  return {
    baseUrl: webAddress(value['baseUrl'], 'endpoint').replace(/\/+$/, ''),
    model: model.trim(),
    inputUsdPerMillion: price(value['inputUsdPerMillion']),
    outputUsdPerMillion: price(value['outputUsdPerMillion']),
  };
}

function parseMayBeWrong(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && value >= 0 && value <= 0.5) return value;
  throw invalid('How often a call may be wrong is not a share from 0 to 0.5. Correct it, or switch it off.');
}

function parseSpend(value: unknown): SpendSettings {
  if (!isJsonObject(value)) throw invalid('The caps are not an object.');
  const { callsPerDay } = value;
  return {
    conversationUsd: cap(value['conversationUsd']),
    dayUsd: cap(value['dayUsd']),
    monthUsd: cap(value['monthUsd']),
    callsPerDay: callsCap(callsPerDay),
  };
}

function cap(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && value >= 0 && value <= 1_000_000) return value;
  throw invalid('A cap is not a number from 0 to 1000000 USD. Correct it, or leave it empty for none.');
}

function callsCap(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000) return value;
  throw invalid(
    'The cap in calls is not a whole number from 0 to 1000000. Correct it, or leave it empty for none.',
  );
}

function parseLog(value: unknown): LogSettings {
  if (!isJsonObject(value)) throw invalid('The log settings are not an object.');
  const { enabled, retention, retentionDays } = value;
  if (typeof enabled !== 'boolean') throw invalid('The log is neither on nor off. Give true or false.');
  if (retention !== 'text' && retention !== 'hash')
    throw invalid('The log keeps "text" or "hash". Choose one.');
  if (typeof retentionDays !== 'number' || !(retentionDays >= 1 && retentionDays <= 3650)) {
    throw invalid(`The log is kept for ${retentionDays} days; 1 to 3650 are allowed.`);
  }
  return { enabled, retention, retentionDays: Math.floor(retentionDays) };
}

function parseDays(value: unknown): number {
  if (typeof value === 'number' && value >= 1 && value <= 365) return Math.floor(value);
  throw invalid(`"Always" holds for ${value} days; 1 to 365 are allowed.`);
}

/** An http or https address without a user name, password, query or fragment, so that no secret hides in it. */
function webAddress(value: Json | undefined, what: string): string {
  const url = typeof value === 'string' && URL.canParse(value.trim()) ? new URL(value.trim()) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw invalid(
      `The ${what}'s address is not a web address. Give one that starts with https:// or http://.`,
    );
  }
  if (url.username || url.password || url.search || url.hash) {
    throw invalid(
      `The ${what}'s address holds a user name, a query or a fragment. Give it without; the key has its own field.`,
    );
  }
  return url.href;
}

function price(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && value >= 0 && value <= 1_000_000) return value;
  throw invalid(
    'A price is not a number from 0 to 1000000 USD per million tokens. Correct it or leave it empty.',
  );
}

function invalid(message: string): KingletError {
  return new KingletError('invalid-input', message);
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
