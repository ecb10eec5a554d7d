import { Decimal } from 'decimal.js';

/** Decimals of forty digits: the result of a conversion is rounded once, for people. */
export const Precise = Decimal.clone({ precision: 40, maxE: 5_000, minE: -5_000 });

/** A decimal made by `Precise`. */
export type Precise = Decimal;
