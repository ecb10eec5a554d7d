import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type AdapterRule, type Evidence, type PolicyFile, parsePolicyFile } from '@kinglet/router';
import { type ToolDefinition, toolSignatures } from '@kinglet/spec';
import { registerAdapter } from '../../scripts/register-adapter.ts';

export interface InstallOptions {
  readonly task: string;
  /** The folder that is served: has `models/catalogue.json`. */
  readonly publicFolder: string;
  /** The built-in tools. */
  readonly tools: readonly ToolDefinition[];
  /** File of the adapter that went first before; its name is its id. */
  readonly start: string;
  readonly evidence: Evidence;
  readonly against: Omit<Evidence, 'n'>;
  /** Such as `2026-11-25`. */
  readonly since: string;
}

/**
 * Copies the adapter to the served folder, registers it in the catalogue and writes the rule that lets it go first. The rule
 * comes last: what breaks before leaves the router as it was. Gives the rule, with a note of what it took the place of.
 */
export async function installSpecialist(
  file: string,
  options: InstallOptions,
): Promise<AdapterRule & { readonly note: string }> {
  const { task, publicFolder, since, evidence } = options;
  const policyPath = join(publicFolder, 'models', 'router-policy.json');
  const policy = await readPolicy(policyPath);
  const target = join(publicFolder, 'adapters', basename(file));
  await mkdir(join(publicFolder, 'adapters'), { recursive: true });
  await copyFile(file, `${target}.part`);
  await rename(`${target}.part`, target);
  const { id } = await registerAdapter(target, { publicFolder, summary: summaryOf(task) }).catch(
    async (thrown: unknown) => {
      await rm(target);
      throw thrown;
    },
  );
  const against = { adapter: basename(options.start, '.gguf'), n: evidence.n, ...options.against };
  const rule = { task, tools: toolSignatures(options.tools), adapter: id, since, evidence, against };
  const kept = policy.rules.filter(({ tools }) => tools !== rule.tools);
  const replaced = policy.rules.find(({ tools }) => tools === rule.tools);
  const next = parsePolicyFile({ version: 1, rules: [...kept, rule] });
  await writeFile(`${policyPath}.part`, `${JSON.stringify(next, null, 2)}\n`);
  await rename(`${policyPath}.part`, policyPath);
  return {
    ...rule,
    note: replaced === undefined ? '' : `It took the place of ${replaced.adapter} (${replaced.task}).`,
  };
}

function summaryOf(task: string): string {
  return `Trained from a usage log for ${task}; goes on from the built-in tools' specialist.`;
}

async function readPolicy(path: string): Promise<PolicyFile> {
  if (!existsSync(path)) return { version: 1, rules: [] };
  return parsePolicyFile(JSON.parse(await readFile(path, 'utf8')));
}
