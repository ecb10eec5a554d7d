import type { Soak } from '../soak.ts';
import { downloads } from './downloads.ts';

/** In the order in which they run. */
export const soaks: readonly Soak[] = [downloads];
