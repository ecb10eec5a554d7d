import type { Soak } from '../soak.ts';
import { tabs } from './tabs.ts';

/** In the order in which they run. */
export const soaks: readonly Soak[] = [tabs];
