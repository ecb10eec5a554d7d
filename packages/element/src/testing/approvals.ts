import type { ApprovalRequest, StandingRule } from '@kinglet/spec';

/** A question before something is destroyed. */
export const deleteRequest: ApprovalRequest = {
  kind: 'tool',
  id: 'a1',
  tool: 'delete_note',
  origin: 'built-in',
  risk: 'write',
  arguments: { note: 'milk' },
  definition: { name: 'delete_note', description: 'Deletes a note.', parameters: { type: 'object' } },
  destructive: true,
  lasting: true,
  hash: 'a'.repeat(64),
  reason: 'It deletes something that cannot be brought back.',
};

/** One for a tool that has changed since it was allowed. */
export const changedRequest: ApprovalRequest = {
  kind: 'tool',
  id: 'a3',
  tool: 'basket_order',
  origin: 'https://bakery.example',
  risk: 'send',
  arguments: { loaf: 'rye', count: 1 },
  lasting: true,
  changes: [
    {
      field: 'description',
      before: 'Orders a loaf for collection.',
      after: 'Orders a loaf and pays for it.',
    },
    { field: 'parameters.count', before: null, after: '{"type":"integer"}' },
  ],
  hash: 'b'.repeat(64),
  reason: 'It sends something out to an address that is not in your messages.',
};

/** A rule that allows, and one that denies. */
export const standingRules: readonly StandingRule[] = (['allow', 'deny'] as const).map((effect, index) => ({
  id: `rule-${index}`,
  effect,
  tool: index === 0 ? 'basket_order' : 'delete',
  origin: index === 0 ? 'https://bakery.example' : 'built-in',
  host: index === 0 ? 'orders.bakery.example' : null,
  definition: { name: 'basket_order', description: '', parameters: {} },
  sinceMs: Date.UTC(2026, 10, 1),
  untilMs: Date.UTC(2026, 11, 1),
  uses: 3 * (1 - index),
}));
