import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../shared/index.ts';
import { parseRemote, parseSettings, readSettings } from './parse-settings.ts';

const remote = {
  baseUrl: 'https://api.example/v1/',
  model: ' big ',
  inputUsdPerMillion: 1,
  outputUsdPerMillion: null,
};

describe('readSettings', () => {
  it('gives the defaults for what is not there or broken, and keeps the rest', () => {
    expect(readSettings(undefined)).toEqual(defaultSettings);
    expect(readSettings('broken')).toEqual(defaultSettings);
    const stored = {
      modelId: 7,
      backend: 'gpu',
      mirrors: ['nonsense'],
      remote,
      log: { enabled: 'yes' },
      noticeRead: true,
    };
    expect(readSettings(stored)).toMatchObject({
      modelId: null,
      backend: null,
      mirrors: [],
      remote: { baseUrl: 'https://api.example/v1', model: 'big' },
      log: defaultSettings.log,
      noticeRead: true,
    });
  });

  it('takes nothing over that it does not know, such as a key', () => {
    const read = readSettings({
      ...defaultSettings,
      remote: { ...remote, key: 'sk-secret' },
      key: 'sk-secret',
    });
    expect(JSON.stringify(read)).not.toContain('sk-secret');
  });
});

describe('what may leave the device', () => {
  it('is as it was for settings of an earlier version', () => {
    const { neverLeave, mayBeWrong, spend, ...earlier } = defaultSettings;
    expect(readSettings(earlier)).toEqual(defaultSettings);
    expect([neverLeave, mayBeWrong, spend.dayUsd]).toEqual([false, null, null]);
  });

  it('stays shut where the switch cannot be read', () => {
    expect(readSettings({ ...defaultSettings, neverLeave: true }).neverLeave).toBe(true);
    expect(readSettings({ ...defaultSettings, neverLeave: 'yes' }).neverLeave).toBe(true);
  });

  it('is kept', () => {
    const spend = { conversationUsd: 0.5, dayUsd: 1, monthUsd: null, callsPerDay: 20 };
    const set = { ...defaultSettings, neverLeave: true, mayBeWrong: 0.05, spend };
    expect(readSettings(parseSettings(set))).toEqual(set);
  });
});

describe('parseSettings', () => {
  it.each(['wasm', 'webgpu', null])('keeps a pinned backend: %s', (backend) => {
    expect(parseSettings({ ...defaultSettings, backend }).backend).toBe(backend);
    expect(readSettings({ ...defaultSettings, backend }).backend).toBe(backend);
  });

  it.each([
    ['a backend that is none', { backend: 'gpu' }],
    ['a mirror that is no address', { mirrors: ['not an address'] }],
    ['a mirror of another scheme', { mirrors: ['ftp://mirror.example'] }],
    ['0 days', { log: { enabled: true, retention: 'text', retentionDays: 0 } }],
    ['3651 days', { log: { enabled: true, retention: 'text', retentionDays: 3651 } }],
    ['an unknown retention', { log: { enabled: true, retention: 'all', retentionDays: 5 } }],
    ['an endpoint without a model', { remote: { ...remote, model: ' ' } }],
    ['a share that is none', { mayBeWrong: 0.6 }],
    ['a negative cap', { spend: { ...defaultSettings.spend, dayUsd: -1 } }],
    ['half a call', { spend: { ...defaultSettings.spend, callsPerDay: 1.5 } }],
    ['a negative price', { remote: { ...remote, inputUsdPerMillion: -1 } }],
  ])('refuses %s', (_what, patch) => {
    expect(() => parseSettings({ ...defaultSettings, ...patch })).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });

  it.each([
    'https://user:pass@api.example/v1',
    'https://api.example/v1?key=sk-1',
    'https://api.example/#sk-1',
  ])('refuses an address in which a secret could hide: %s', (baseUrl) => {
    expect(() => parseRemote({ ...remote, baseUrl })).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });
});
