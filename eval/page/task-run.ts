export async function openApp(): Promise<void> {}
export async function runTask(): Promise<void> {}
