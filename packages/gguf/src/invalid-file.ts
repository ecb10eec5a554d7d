import { type ErrorDetails, KingletError } from '@kinglet/spec';

/** The error for a file that cannot be used: what is wrong, then what to do. */
export function invalidFile(reason: string, nextStep: string, details: ErrorDetails = {}): KingletError {
  return new KingletError('invalid-input', `${reason} ${nextStep}`, { details });
}
