import { escalationTriggers } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { isTooUnsure, type RouteFacts, route } from './route.ts';

const facts: RouteFacts = {
  localLoaded: true,
  remoteConfigured: true,
  remoteLoopback: false,
  largerLocal: false,
  neverLeave: false,
  online: true,
  askLarger: false,
  trigger: null,
};

describe('route', () => {
  it('[R1] stays on the device without a trigger', () => {
    expect(route(facts)).toMatchObject({ place: 'device' });
    expect(route({ ...facts, online: false, remoteConfigured: false }).place).toBe('device');
    expect(route(facts).trigger).toBeUndefined();
  });

  it.each(escalationTriggers)('[R2] [R5] %s goes to the larger model, or nowhere', (trigger) => {
    expect(route({ ...facts, trigger })).toMatchObject({ place: 'remote', trigger });
    const nowhere = [{ remoteConfigured: false }, { online: false }];
    for (const lack of nowhere)
      expect(route({ ...facts, trigger, ...lack })).toMatchObject({ place: 'none', trigger });
  });

  it.each(escalationTriggers)('[R13] %s goes nowhere where nothing may leave', (trigger) => {
    for (const remoteLoopback of [true, false]) {
      const where = route({ ...facts, trigger, askLarger: true, remoteLoopback, neverLeave: true });
      expect(where).toMatchObject({ place: 'none', trigger });
      expect(where.reason).toContain('Switch it off in the settings');
    }
    expect(route({ ...facts, neverLeave: true }).place).toBe('device');
  });

  it.each(escalationTriggers)(
    '[R15] %s goes to a larger model on this device first, if that may help',
    (trigger) => {
      const stays = ['user-request', 'no-local-model', 'engine-error'].includes(trigger);
      const larger = { ...facts, trigger, largerLocal: true };
      expect(route(larger).place).toBe(stays ? 'remote' : 'larger-local');
      const alone = { ...larger, neverLeave: true, online: false, remoteConfigured: false };
      expect(route(alone).place).toBe(stays ? 'none' : 'larger-local');
      expect(route({ ...larger, trigger: null }).place).toBe('device');
    },
  );

  it('[R14] an unsure call gives way only where the larger model can be asked', () => {
    const unsure = { probability: 0.6, atLeast: 0.8 };
    expect(isTooUnsure(unsure, facts)).toBe(true);
    expect(isTooUnsure({ ...unsure, probability: 0.8 }, facts)).toBe(false);
    expect(isTooUnsure({ ...unsure, atLeast: null }, facts)).toBe(false);
    for (const lack of [{ remoteConfigured: false }, { online: false }, { neverLeave: true }])
      expect(isTooUnsure(unsure, { ...facts, ...lack })).toBe(false);
  });

  it('[R3] the wish of the user is a trigger', () => {
    expect(route({ ...facts, askLarger: true })).toMatchObject({ place: 'remote', trigger: 'user-request' });
    expect(route({ ...facts, askLarger: true, trigger: 'tool-failed' }).trigger).toBe('tool-failed');
  });

  it('[R4] asks the larger model where the device has none', () => {
    const none = { ...facts, localLoaded: false };
    expect(route(none)).toMatchObject({ place: 'remote', trigger: 'no-local-model' });
    expect(route({ ...none, remoteConfigured: false }).reason).toContain('Load a model');
  });

  it('[R5] says what to do, and needs no network for an endpoint on this device', () => {
    const offline = { ...facts, askLarger: true, online: false };
    expect(route(offline).reason).toContain('You are offline');
    expect(route({ ...offline, remoteLoopback: true }).place).toBe('remote');
    expect(route({ ...offline, remoteConfigured: false }).reason).toContain('settings');
  });
});
