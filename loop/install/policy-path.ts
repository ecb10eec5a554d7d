import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PolicyFile, parsePolicyFile } from '@kinglet/router';

export function policyPath(publicFolder: string): string {
  return join(publicFolder, 'models', 'router-policy.json');
}

/** The served policy file; without rules where there is none. Throws as `parsePolicyFile` does. */
export async function readPolicy(publicFolder: string): Promise<PolicyFile> {
  const path = policyPath(publicFolder);
  if (!existsSync(path)) return { version: 1, rules: [] };
  return parsePolicyFile(JSON.parse(await readFile(path, 'utf8')));
}
