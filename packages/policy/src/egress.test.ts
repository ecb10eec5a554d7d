import { describe, expect, it } from 'vitest';
import { costUsd, estimateCost, estimateTokens } from './cost.ts';
import { decideEgress, egressPreview } from './egress.ts';

const prices = { inputUsdPerMillion: 0.5, outputUsdPerMillion: 2 };

describe('egress', () => {
  it('[P9] asks until the host was allowed, and only that host', () => {
    const egressGranted = ['https://a.example'];
    expect(decideEgress({ host: 'https://a.example', egressGranted, holdsUnseen: false }).kind).toBe('allow');
    expect(decideEgress({ host: 'https://b.example', egressGranted, holdsUnseen: false }).kind).toBe('ask');
  });

  it('[P31] asks for what a tool read of the user since, also where the host was allowed', () => {
    const egressGranted = ['https://a.example'];
    expect(decideEgress({ host: 'https://a.example', egressGranted, holdsUnseen: true }).kind).toBe('ask');
  });

  it('[P10] shows every message and tool in full', () => {
    const preview = egressPreview({
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: '', toolCalls: [{ id: '1', name: 'go', argumentsText: '{"a":1}' }] },
        { role: 'tool', callId: '1', name: 'go', content: 'gone', failed: true },
      ],
      tools: [
        {
          name: 'go',
          description: 'Goes.',
          parameters: { type: 'object' },
          risk: 'read',
          destructive: false,
          timeoutMs: 1,
          origin: 'built-in',
        },
      ],
    });
    expect(preview).toBe(
      '[system]\nBe kind.\n\n[user]\nhello\n\n[assistant]\n-> go {"a":1}\n\n[result of go, failed]\ngone\n\n' +
        '[tools]\ngo: Goes.\n{"type":"object"}',
    );
  });
});

describe('cost', () => {
  it('is the prompt and the reply at their prices', () => {
    expect(estimateCost(1_000_000, 500_000, prices)).toBe(1.5);
    expect(
      costUsd({ promptTokens: 2_000, reusedTokens: 1_000, completionTokens: 1_000 }, prices),
    ).toBeCloseTo(0.003, 12);
  });

  it('is null where a price is missing', () => {
    expect(estimateCost(1, 1, { ...prices, outputUsdPerMillion: null })).toBeNull();
    expect(estimateCost(1, 1, { ...prices, inputUsdPerMillion: null })).toBeNull();
  });

  it('counts tokens by script', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('seven7!')).toBe(2);
    expect(estimateTokens('買い物')).toBe(3);
  });
});
