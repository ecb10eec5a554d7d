import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { pythonEnv } from '../../../scripts/python-env.ts';
import { mustRun } from '../../../scripts/run-command.ts';
import { supplyModel } from '../../../scripts/supply-model.ts';

/** Where the export is kept; `KINGLET_ONNX` names another place. */
const folder = resolve(process.env['KINGLET_ONNX'] ?? '.cache/onnx/builtin-135m');
const run = '.cache/onnx/run';

/**
 * The trainer's export of SmolLM2-135M-Instruct with `builtin-135m` in it: paths in the folder to paths on disk. Made where it is
 * missing, which brings some 4 GB of Python packages in and takes minutes.
 */
export async function exportedModel(): Promise<Readonly<Record<string, string>>> {
  if (!existsSync(join(folder, 'onnx'))) await exportModel();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1).replaceAll(sep, '/'), path]));
}

async function exportModel(): Promise<void> {
  await supplyModel();
  const python = await pythonEnv();
  const trainer = ['-m', 'kinglet_trainer'];
  await mustRun(python, ['-m', 'pip', 'install', '--quiet', '-r', 'apps/trainer/requirements-onnx.lock']);
  await rm(run, { recursive: true, force: true });
  await mustRun(python, [...trainer, 'import', 'public/adapters/builtin-135m.gguf', '--out', run]);
  await mustRun(python, [...trainer, 'export', run, '--onnx', '--out', folder]);
}
