import { Decimal } from 'decimal.js';

/** Decimals with 100 significant digits and exponents up to 9,999, so that no operation can run away. */
export const Exact = Decimal.clone({
  precision: 100,
  rounding: Decimal.ROUND_HALF_UP,
  maxE: 9_999,
  minE: -9_999,
  toExpPos: 40,
  toExpNeg: -20,
});

/** A decimal made by `Exact`. */
export type Exact = Decimal;

/** The digits as people write them; `exact` is false where they had to be rounded (to 15 significant digits). */
export function formatExact(value: Exact): { readonly text: string; readonly exact: boolean } {
  const settled = value.toSignificantDigits(90);
  if (settled.sd() <= 40) return { text: plain(settled), exact: true };
  return { text: plain(settled.toSignificantDigits(15)), exact: false };
}

/** Minus zero is zero to people. */
function plain(value: Exact): string {
  return value.isZero() ? '0' : value.toString();
}
