import { KingletError } from '@kinglet/spec';

/** An expression that cannot be calculated: what is wrong and how to write it instead. */
export function expressionError(message: string): KingletError {
  return new KingletError('invalid-input', message);
}
