import { fileURLToPath } from 'node:url';

/** The full path of what lies in this workspace, wherever the command runs. */
export const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
