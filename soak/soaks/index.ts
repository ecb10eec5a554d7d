import type { Soak } from '../soak.ts';
import { downloads } from './downloads.ts';
import { fuzz } from './fuzz.ts';
import { tabs } from './tabs.ts';

/** In the order in which they run. */
export const soaks: readonly Soak[] = [downloads, tabs, fuzz];
