import { type ErrorShape, KingletError } from '@kinglet/spec';
import { type TransferHandler, transferHandlers } from 'comlink';

/** A thrown value as it crosses: stacks stay where they are, and so does `cause`, which may hold anything. */
type ThrownShape =
  | { readonly kind: 'kinglet'; readonly shape: ErrorShape }
  | { readonly kind: 'error'; readonly name: string; readonly message: string }
  | { readonly kind: 'value'; readonly value: unknown };

/**
 * Makes errors cross comlink whole: a KingletError arrives as a KingletError with its code and details, where comlink
 * 4.4 alone would deliver a bare Error. Call it once in each realm, page and worker, before the first call.
 */
export function installErrorTransfer(): void {
  const original = transferHandlers.get('throw');
  if (!original)
    throw new KingletError('engine-failed', 'comlink has no "throw" handler. Pin comlink 4.4.2.');
  const handler: TransferHandler<{ value: unknown }, ThrownShape> = {
    canHandle: (value): value is { value: unknown } => original.canHandle(value),
    serialize: ({ value }) => [toThrownShape(value), []],
    deserialize: (shape) => {
      throw fromThrownShape(shape);
    },
  };
  transferHandlers.set('throw', handler);
}

function toThrownShape(thrown: unknown): ThrownShape {
  if (thrown instanceof KingletError) return { kind: 'kinglet', shape: thrown.toShape() };
  if (thrown instanceof Error) return { kind: 'error', name: thrown.name, message: thrown.message };
  return { kind: 'value', value: thrown };
}

function fromThrownShape(shape: ThrownShape): unknown {
  if (shape.kind === 'kinglet') return KingletError.fromShape(shape.shape);
  if (shape.kind === 'error') return Object.assign(new Error(shape.message), { name: shape.name });
  return shape.value;
}
