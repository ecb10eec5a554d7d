import { afterEach, expect, test, vi } from 'vitest';
import { runView, toolPart } from '../testing/fixtures.ts';
import { emptyState } from '../testing/scripted-client.ts';
import { reminderWasMade } from './notifications.ts';

afterEach(() => vi.unstubAllGlobals());

const before = { ...emptyState, runs: [runView('r', 'hi', { status: 'running' })] };
const after = (part: Parameters<typeof toolPart>[0]) => ({
  ...emptyState,
  runs: [runView('r', 'hi', { parts: [toolPart(part)] })],
});

test('asks for notifications at the first reminder that was made, and only then', () => {
  vi.stubGlobal('Notification', { permission: 'default' });
  expect(reminderWasMade(before, after({ tool: 'remind' }))).toBe(true);
  expect(reminderWasMade(before, after({ tool: 'remind', state: 'failed' }))).toBe(false);
  expect(reminderWasMade(before, after({ tool: 'calculate' }))).toBe(false);
  expect(reminderWasMade(emptyState, after({ tool: 'remind' }))).toBe(false);
});

test('never asks where the user has decided, or the browser has none', () => {
  vi.stubGlobal('Notification', { permission: 'denied' });
  expect(reminderWasMade(before, after({ tool: 'remind' }))).toBe(false);
  vi.stubGlobal('Notification', undefined);
  expect(reminderWasMade(before, after({ tool: 'remind' }))).toBe(false);
});
