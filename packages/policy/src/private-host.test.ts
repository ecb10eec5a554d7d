import type { ToolDefinition } from '@kinglet/spec';
import { describe, expect, it } from 'vitest';
import { isPrivateAddress } from './address.ts';
import { decideToolCall } from './decide-tool-call.ts';
import { isPrivateHost, isPrivateIp } from './private-host.ts';

describe('a private host', () => {
  it.each([
    ...[
      'http://127.0.0.1',
      'http://2130706433/',
      'http://0x7f.1',
      'http://[::ffff:10.0.0.1]/',
      'http://[2002:7f00:1::]',
    ],
    ...[
      'http://LOCALHOST.:80',
      'http://a.localhost',
      'https://printer.local/',
      'http://intranet/',
      'http://１２７.０.０.１/',
    ],
  ])('[P30] is what %s leads to', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    'https://localhost.example.com',
    'http://8.8.8.8',
    'example.org',
    'hello',
    '127',
    'printer local',
  ])('[P30] is not what %s leads to', (text) => {
    expect(isPrivateAddress(text)).toBe(false);
  });

  it.each([
    [
      true,
      [
        '10.0.0.0',
        '172.16.0.0',
        '172.31.255.255',
        '192.168.0.0',
        '169.254.0.0',
        '100.64.0.0',
        '0.1.2.3',
        '224.0.0.1',
      ],
    ],
    [
      false,
      [
        '9.255.255.255',
        '172.15.0.0',
        '172.32.0.0',
        '192.167.0.0',
        '169.253.0.0',
        '100.128.0.0',
        '223.255.255.255',
      ],
    ],
    [
      true,
      [
        '::',
        '::1',
        '::ffff:127.0.0.1',
        '64:ff9b::10.0.0.1',
        'fe80::1%eth0',
        'fd00::1',
        'ff02::1',
        '2001:db8::1',
        '::8.8.8.8',
      ],
    ],
    [
      false,
      [
        '2606:4700::1111',
        '::ffff:8.8.8.8',
        '64:ff9b::808:808',
        '2002:808:808::1',
        '2001:4860:4860:0:0:0:0:8888',
      ],
    ],
    [
      true,
      [
        '1.2.3.256',
        '1.2.3',
        '1:2:3',
        '1:2:3:4:5:6:7:8:9',
        '1::2::3',
        'g::1',
        '',
        'example.com',
        '2001:4860:::1',
      ],
    ],
  ])('tells resolved addresses: private %s', (isPrivate, addresses) => {
    expect(addresses.filter((address) => isPrivateIp(address) !== isPrivate)).toEqual([]);
  });

  it('[P30] is sent nothing, whatever was granted and whoever named it', () => {
    const definition: ToolDefinition = {
      ...{ name: 'read', description: 'Reads.', parameters: { type: 'object' }, origin: 'built-in' },
      ...{ risk: 'send', destructive: false, timeoutMs: 1_000 },
    };
    const facts = { definition, grants: ['read'], untrustedSeen: false, privateSeen: false };
    const decided = ['http://127.1/', 'https://example.com/'].map((url) =>
      decideToolCall({ ...facts, call: { id: 'c', name: 'read', arguments: { url } }, userTexts: [url] }),
    );
    expect(decided.map(({ kind }) => kind)).toEqual(['deny', 'allow']);
  });

  it('takes a name without a dot for one of the network around it', () => {
    expect(isPrivateHost('router')).toBe(true);
    expect(isPrivateHost('router.example.')).toBe(false);
  });
});
