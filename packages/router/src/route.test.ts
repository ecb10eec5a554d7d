import { escalationTriggers } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { type RouteFacts, route } from './route.ts';

const facts: RouteFacts = {
  localLoaded: true,
  remoteConfigured: true,
  remoteLoopback: false,
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
