export { builtInAvailability } from './built-in-availability.ts';
export { loadBuiltInEngine } from './load-built-in-engine.ts';
