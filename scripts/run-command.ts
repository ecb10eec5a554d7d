import { spawn } from 'node:child_process';

/** Runs a program with its output on ours; resolves to its exit status, 127 where it cannot be started. */
export function runCommand(
  program: string,
  args: readonly string[],
  { env = {}, quiet = false }: { env?: Readonly<Record<string, string>>; quiet?: boolean } = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: quiet ? 'ignore' : 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Like `runCommand`, but a status other than 0 is an error that names the command. */
export async function mustRun(program: string, args: readonly string[]): Promise<void> {
  const status = await runCommand(program, args);
  if (status !== 0) throw new Error(`\`${program} ${args.join(' ')}\` ended with status ${status}`);
}
