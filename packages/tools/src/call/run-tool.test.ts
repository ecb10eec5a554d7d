import type { Tool, ToolOutcome } from '@kinglet/spec';
import { fakeClock } from '@kinglet/testkit';
import { describe, expect, it } from 'vitest';
import { calculate } from '../calculate/calculate.ts';
import { toolContext } from '../testing/tool-context.ts';
import { maxContentLength, runTool } from './run-tool.ts';

const toolThat = (run: Tool['run']): Tool => ({
  definition: { ...calculate.definition, timeoutMs: 5_000 },
  run,
});
const call = { id: 'c', name: 'calculate', arguments: {} };
const gives = (content: string, extra: Partial<ToolOutcome> = {}) =>
  runTool(
    toolThat(async () => ({ content, failed: false, ...extra })),
    call,
    toolContext(),
  );

describe('runTool', () => {
  it('turns a throw into a failed outcome', async () => {
    const tool = toolThat(async () => {
      throw new Error('it fell over');
    });
    expect(await runTool(tool, call, toolContext())).toEqual({
      content: 'calculate broke: it fell over. Try again, or ask in other words.',
      failed: true,
    });
  });

  it('turns a throw before the first await into a failed outcome', async () => {
    const tool = toolThat(() => {
      throw new TypeError('at once');
    });
    expect(await runTool(tool, call, toolContext())).toEqual({
      content: 'calculate broke: at once. Try again, or ask in other words.',
      failed: true,
    });
  });

  it('ends a hanging tool after its time and aborts its signal', async () => {
    const clock = fakeClock();
    let inner: AbortSignal | undefined;
    const tool = toolThat((_args, { signal }) => {
      inner = signal;
      return new Promise(() => undefined);
    });
    const result = runTool(tool, call, toolContext(), { clock });
    await clock.advance(4_999);
    expect(inner?.aborted).toBe(false);
    await clock.advance(1);
    expect(await result).toMatchObject({
      failed: true,
      content: expect.stringContaining('did not finish within 5 s'),
    });
    expect(inner?.aborted).toBe(true);
  });

  it('leaves no timer behind', async () => {
    const clock = fakeClock();
    await runTool(
      toolThat(async () => ({ content: 'x', failed: false })),
      call,
      toolContext(),
      { clock },
    );
    await clock.advance(0);
    expect(clock.sleepers).toBe(0);
  });

  it('rejects with the reason of the signal, at once, even where the tool ignores it', async () => {
    const controller = new AbortController();
    const result = runTool(
      toolThat(() => new Promise(() => undefined)),
      call,
      toolContext({ signal: controller.signal }),
    );
    const reason = new Error('stopped by the user');
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
  });

  it('rejects before it runs where the signal is aborted already', async () => {
    let ran = false;
    const tool = toolThat(async () => {
      ran = true;
      return { content: '', failed: false };
    });
    await expect(runTool(tool, call, toolContext({ signal: AbortSignal.abort('no') }))).rejects.toBe('no');
    expect(ran).toBe(false);
  });

  it('caps the content and says how much was cut', async () => {
    const { content } = await gives('x'.repeat(10_000));
    expect(content.length).toBeLessThanOrEqual(maxContentLength);
    expect(content).toMatch(/\[cut: \d+ of 10000 characters left out\]$/);
  });

  it('never cuts through a pair of surrogates', async () => {
    for (const shift of ['', 'a']) {
      const { content } = await gives(shift + '😀'.repeat(5_000));
      expect(content.isWellFormed()).toBe(true);
      expect(content).not.toContain('\uFFFD');
    }
  });

  it.each([
    ['control characters', 'a\u0000\u0007\u001B[31mb', 'a[31mb'],
    ['bidi marks and overrides', 'a\u202E\u2066\u200Fb', 'ab'],
    ['tag characters', 'a\u{E0068}\u{E0069}b', 'ab'],
    ['zero-width spaces and byte-order marks', 'a\u200B\uFEFF\u2060b', 'ab'],
    ['carriage returns', 'a\r\nb\rc', 'a\nb\nc'],
    ['lone surrogates', 'a\uD800b', 'a\uFFFDb'],
  ])('strips %s', async (_what, content, clean) => {
    expect((await gives(content)).content).toBe(clean);
  });

  it('keeps tabs, newlines, joiners and emoji', async () => {
    const text = 'a\tb\n👨‍👩‍👧 می‌خواهم';
    expect((await gives(text)).content).toBe(text);
  });

  it('says so where the result is empty', async () => {
    expect((await gives('\u200B ')).content).toBe('calculate gave an empty result.');
  });

  it('shortens and cleans what was understood', async () => {
    const { understood } = await gives('x', { understood: `a\u202E\n${'b'.repeat(500)}` });
    expect(understood).toMatch(/^a b+…$/);
    expect(understood?.length).toBeLessThanOrEqual(200);
  });
});
