import { isJsonObject, type Json, type JsonObject, KingletError } from '@kinglet/spec';

/** How often a specialist was right on requests that nothing was trained on. */
export interface Evidence {
  readonly n: number;
  readonly correct: number;
  /** Lower bound of the 95% interval of Wilson, from 0 to 1. */
  readonly low: number;
}

/** Which specialist goes first for a tool set, and why. */
export interface AdapterRule {
  /** For people: what it was trained for. */
  readonly task: string;
  /** `toolSignatures` of the built-in tools that it knows. */
  readonly tools: string;
  /** Id of the specialist. */
  readonly adapter: string;
  /** Day of the rule, such as `2026-11-25`. */
  readonly since: string;
  readonly evidence: Evidence;
  /** The one that went first before, on the same requests. */
  readonly against: Evidence & { readonly adapter: string };
}

/** The router's policy file, `models/router-policy.json`. */
export interface PolicyFile {
  readonly version: 1;
  readonly rules: readonly AdapterRule[];
}

/**
 * The policy file out of its JSON. A tool set has one rule at most; `against.n` is `evidence.n`.
 *
 * @throws KingletError `invalid-input` that names the first thing wrong; a version that is not known is one.
 */
export function parsePolicyFile(json: unknown): PolicyFile {
  const file = objectOf(json, 'the file');
  if (file['version'] !== 1) throw bad(`its version is ${JSON.stringify(file['version'])}; 1 is known`);
  const list: unknown = file['rules'];
  if (!Array.isArray(list)) throw bad('its rules are not a list');
  const rules = list.map(ruleOf);
  for (const [index, { task, tools }] of rules.entries()) {
    const first = rules.findIndex((rule) => rule.tools === tools);
    if (first < index)
      throw bad(`${rules[first]?.task} and ${task} are rules for one tool set; one is allowed`);
  }
  return { version: 1, rules };
}

/** The rules whose specialists are there, and why each other one is not obeyed. */
export function knownRules(
  { rules }: PolicyFile,
  adapters: readonly string[],
): { readonly rules: readonly AdapterRule[]; readonly refused: readonly string[] } {
  const isKnown = ({ adapter }: AdapterRule) => adapters.includes(adapter);
  const refused = rules
    .filter((rule) => !isKnown(rule))
    .map(
      ({ task, adapter }) =>
        `The router's rule for ${task} names the specialist ${adapter}, which is not here (${adapters.join(', ') || 'there is none'}). Import its file and reload the page, or remove the rule.`,
    );
  return { rules: rules.filter(isKnown), refused };
}

function ruleOf(json: unknown): AdapterRule {
  const rule = objectOf(json, 'a rule');
  const task = textOf(rule['task'], "a rule's task");
  const evidence = evidenceOf(rule['evidence'], `the evidence of ${task}`);
  const against = objectOf(rule['against'], `the against of ${task}`);
  const before = evidenceOf(against, `the against of ${task}`);
  if (before.n !== evidence.n)
    throw bad(`${task} was seen on ${evidence.n} requests and the one before on ${before.n}`);
  const since = textOf(rule['since'], `the since of ${task}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(since))
    throw bad(`the since of ${task} is ${since}; a day as 2026-11-25 is allowed`);
  return {
    ...{ task, since, evidence },
    tools: textOf(rule['tools'], `the tools of ${task}`),
    adapter: textOf(rule['adapter'], `the adapter of ${task}`),
    against: { ...before, adapter: textOf(against['adapter'], `the adapter against ${task}`) },
  };
}

function evidenceOf(json: unknown, what: string): Evidence {
  const { n, correct, low } = objectOf(json, what);
  const isCount = (value: Json | undefined): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 0;
  if (!isCount(n) || !isCount(correct) || n === 0 || correct > n) {
    throw bad(`${what} has ${correct} right of ${n}; whole numbers with 0 <= right <= n are allowed`);
  }
  if (typeof low !== 'number' || !(low >= 0 && low <= correct / n)) {
    throw bad(`${what} has the lower bound ${low}; from 0 to ${(correct / n).toFixed(3)} is allowed`);
  }
  return { n, correct, low };
}

function objectOf(json: unknown, what: string): JsonObject {
  if (!isJsonObject(json)) throw bad(`${what} is no object`);
  return json;
}

function textOf(json: Json | undefined, what: string): string {
  if (typeof json !== 'string' || json === '')
    throw bad(`${what} is ${JSON.stringify(json)}, which is no text`);
  return json;
}

function bad(what: string): KingletError {
  return new KingletError(
    'invalid-input',
    `The router's policy file is not used: ${what}. Correct models/router-policy.json, or remove it.`,
  );
}
