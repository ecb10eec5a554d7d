/** One line on the harness's standard error: `openContext` prints what the bench page logs as `info`. */
export function tellProgress(line: string): void {
  console.info(line);
}
