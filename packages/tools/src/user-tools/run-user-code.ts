import type { JsonObject, UserTool } from '@kinglet/spec';
import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core';

/** What a run of the user's function gave: the text of its result, or what went wrong, for people and models. */
export type UserCodeEnd =
  | { readonly ok: true; readonly content: string }
  | { readonly ok: false; readonly reason: string };

export interface UserCodeLimits {
  /** Time of the function, in milliseconds. */
  readonly timeMs: number;
  readonly memoryBytes: number;
  readonly stackBytes: number;
  /** Longest result, in characters. */
  readonly maxResult: number;
}

export const userCodeLimits: UserCodeLimits = {
  timeMs: 1_000,
  memoryBytes: 16 * 2 ** 20,
  stackBytes: 256 * 2 ** 10,
  maxResult: 20_000,
};

const fileName = 'tool.js';
/** Between two looks at the clock. */
const jobsAtOnce = 100;
const tooDeep = 'It calls itself too deeply. End the recursion sooner.';

/**
 * Runs the function once, in a context that has the language and nothing else: no network, no timers, no page, no modules. Only
 * the arguments go in and only a text comes out. Does not throw. A `quickjs` is for one run: nothing of it is given back.
 *
 * Its time is checked between the steps of the interpreter; a built-in loop such as `indexOf` over a made-up length is one
 * step, so whoever runs this ends the whole worker where no answer comes (`Sandbox`).
 *
 * @param nowMs any clock that goes forward while code runs, in milliseconds
 */
export function runUserCode(
  quickjs: QuickJSWASMModule,
  { body, arguments: parameters }: Pick<UserTool, 'body' | 'arguments'>,
  args: JsonObject,
  { nowMs, limits = userCodeLimits }: { nowMs: () => number; limits?: UserCodeLimits },
): UserCodeEnd {
  const endMs = nowMs() + limits.timeMs;
  const isLate = () => nowMs() > endMs;
  try {
    const runtime = quickjs.newRuntime();
    runtime.setMemoryLimit(limits.memoryBytes);
    runtime.setMaxStackSize(limits.stackBytes);
    runtime.setInterruptHandler(isLate);
    const names = parameters.map(({ name }) => name);
    return callIn(runtime.newContext(), { body, names, args, limits, isLate });
  } catch (thrown) {
    // The interpreter itself gave up: its own stack ends before that of the code does, or there is no memory to start with.
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return failed(/call stack/i.test(message) ? tooDeep : message);
  }
}

interface Work {
  readonly body: string;
  readonly names: readonly string[];
  readonly args: JsonObject;
  readonly limits: UserCodeLimits;
  readonly isLate: () => boolean;
}

function callIn(context: QuickJSContext, work: Work): UserCodeEnd {
  const { body, names, args, limits } = work;
  // Taken before the user's code runs, which may put others in their place.
  const json = context.getProp(context.global, 'JSON');
  const [stringify, parse] = [context.getProp(json, 'stringify'), context.getProp(json, 'parse')];
  const compiled = context.evalCode(`(async function (${names.join(', ')}) {\n${body}\n})`, fileName, {
    strict: true,
  });
  if (compiled.error) return failed(errorText(context, compiled.error, work));
  const values = names.map((name) => {
    const value = args[name];
    if (value === undefined) return context.undefined;
    return context.unwrapResult(
      context.callFunction(parse, context.undefined, context.newString(JSON.stringify(value))),
    );
  });
  const called = context.callFunction(compiled.value, context.undefined, ...values);
  if (called.error) return failed(errorText(context, called.error, work));
  while (!work.isLate() && context.runtime.hasPendingJob()) {
    const jobs = context.runtime.executePendingJobs(jobsAtOnce);
    if (jobs.error) return failed(errorText(context, jobs.error, work));
  }
  const state = context.getPromiseState(called.value);
  if (state.type === 'rejected') return failed(errorText(context, state.error, work));
  if (state.type === 'pending') {
    return failed(
      work.isLate()
        ? timedOut(limits)
        : 'It waits for something that never comes: there are no timers and no network here.',
    );
  }
  return resultOf(context, state.value, { stringify, work });
}

function resultOf(
  context: QuickJSContext,
  value: QuickJSHandle,
  { stringify, work }: { stringify: QuickJSHandle; work: Work },
): UserCodeEnd {
  let text = value;
  if (context.typeof(value) !== 'string') {
    const written = context.callFunction(stringify, context.undefined, value);
    if (written.error) return failed(`Its result is not JSON. ${errorText(context, written.error, work)}`);
    if (context.typeof(written.value) !== 'string') {
      const kind = context.typeof(value);
      return failed(
        `Its result is ${kind}, which is not JSON. Return a text, a number, a list or an object.`,
      );
    }
    text = written.value;
  }
  const length = context.getNumber(context.getProp(text, 'length'));
  const { maxResult } = work.limits;
  if (length > maxResult)
    return failed(`Its result has ${length} characters; at most ${maxResult} are taken.`);
  return { ok: true, content: context.getString(text) };
}

/** In words: what was thrown and in which line of the body. Whatever it is, it may be a trap of the user's code. */
function errorText(context: QuickJSContext, error: QuickJSHandle, { limits, isLate }: Work): string {
  const read = (key: string): string => {
    try {
      const value = context.getProp(error, key);
      const kind = context.typeof(value);
      return kind === 'string' || kind === 'number' ? context.getString(value).slice(0, 500) : '';
    } catch {
      return '';
    }
  };
  const message = read('message');
  if (message === 'interrupted' || isLate()) return timedOut(limits);
  if (message === 'out of memory') {
    return `It takes more memory than the ${Math.round(limits.memoryBytes / 2 ** 20)} MB that it may.`;
  }
  if (message === 'stack overflow') return tooDeep;
  const name = read('name');
  if (name === '' && message === '') return `It threw ${thrownText(context, error)}.`;
  // The body begins in the second line of what is compiled.
  const line = Number(/tool\.js:(\d+)/.exec(read('stack'))?.[1] ?? 0) - 1;
  const what = [name, message].filter((part) => part !== '').join(': ');
  return line > 0 ? `Line ${line}: ${what}` : what;
}

function thrownText(context: QuickJSContext, error: QuickJSHandle): string {
  const kind = context.typeof(error);
  return kind === 'object' || kind === 'function'
    ? 'something that is no error, or had no memory left'
    : context.getString(error).slice(0, 500);
}

function timedOut({ timeMs }: UserCodeLimits): string {
  return `It was stopped after ${timeMs / 1000} s. Look for a loop that does not end.`;
}

function failed(reason: string): UserCodeEnd {
  return { ok: false, reason };
}
