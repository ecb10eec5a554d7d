import { existsSync, openAsBlob } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type AdapterHeader, readAdapter } from '@kinglet/gguf';
import { type AdapterRule, type Evidence, parsePolicyFile } from '@kinglet/router';
import { KingletError, type ToolDefinition, toolSignatures } from '@kinglet/spec';
import { registerAdapter } from '../../scripts/register-adapter.ts';
import { policyPath, readPolicy } from './policy-path.ts';
import { refuseTakenName } from './refuse-taken-name.ts';

export interface InstallOptions {
  readonly task: string;
  /** The folder that is served: has `models/catalogue.json`. */
  readonly publicFolder: string;
  /** The built-in tools. */
  readonly tools: readonly ToolDefinition[];
  readonly evidence: Evidence;
  /** The specialist that went first before, on the same requests. */
  readonly against: AdapterRule['against'];
  /** Such as `2026-11-25`. */
  readonly since: string;
}

/**
 * Copies the adapter to the served folder, registers it in the catalogue and writes the rule that lets it go first, in place
 * of an earlier rule for these tools. The rule comes last: what breaks before leaves files and router as they were.
 */
export async function installSpecialist(file: string, options: InstallOptions): Promise<AdapterRule> {
  const { task, publicFolder, since, evidence, against } = options;
  const policy = await readPolicy(publicFolder);
  const { id, tools } = await checked(file, options);
  const rule: AdapterRule = { task, tools, adapter: id, since, evidence, against };
  const kept = policy.rules.filter((other) => other.tools !== tools);
  const next = parsePolicyFile({ version: 1, rules: [...kept, rule] });
  await putAndRegister(file, options);
  const path = policyPath(publicFolder);
  await writeFile(`${path}.part`, `${JSON.stringify(next, null, 2)}\n`);
  await rename(`${path}.part`, path);
  return rule;
}

async function checked(file: string, { publicFolder, tools }: InstallOptions): Promise<AdapterHeader> {
  const header = await readAdapter(await openAsBlob(file));
  await refuseTakenName(header.id, publicFolder);
  if (header.format === 'bare' && header.tools === toolSignatures(tools)) return header;
  throw new KingletError(
    'invalid-input',
    `${file} was trained for other tools than the built-in ones of now, so that no rule could send anything to it. Train it again.`,
  );
}

/** Where the file does not pass, the one that was there comes back. */
async function putAndRegister(file: string, { publicFolder, task }: InstallOptions): Promise<void> {
  const target = join(publicFolder, 'adapters', basename(file));
  const before = `${target}.before`;
  await mkdir(join(publicFolder, 'adapters'), { recursive: true });
  await copyFile(file, `${target}.part`);
  if (existsSync(target)) await rename(target, before);
  await rename(`${target}.part`, target);
  try {
    const summary = `Trained from a usage log for ${task}; goes on from the built-in tools' specialist.`;
    await registerAdapter(target, { publicFolder, summary });
  } catch (thrown) {
    await rm(target);
    if (existsSync(before)) await rename(before, target);
    throw thrown;
  }
  await rm(before, { force: true });
}
