export async function runPlot(_file: string, _files: readonly string[]): Promise<void> {}
