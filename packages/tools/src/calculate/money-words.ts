import { expressionError } from './expression-error.ts';

/** Currencies by their sign, code and words. A dollar is any dollar. */
const currencies: readonly (readonly [string, RegExp])[] = [
  ['dollars', /\$|\b(?:dollars?|bucks|usd)\b/g],
  ['euros', /€|\b(?:euros?|eur)\b/g],
  ['pounds', /£|\b(?:pounds?|quid|gbp)\b/g],
  ['francs', /\b(?:francs?|chf|s?fr\.?(?= ?\d)|(?<=\d ?)s?fr\b\.?)/g],
  ['yen', /¥|\b(?:yen|jpy)\b/g],
  ['rupees', /₹|\b(?:rupees?|inr|rs\.?(?= ?\d))/g],
];

/** What a percentage is for, where it is added, taken off or asked for by itself. */
const charge =
  '(?:sales |value added |income )?tax(?:es)?|vat|gst|mwst|tips?|gratuity|service(?: charge)?|interest|commission|(?:service |booking )?fees?|surcharge';
const charges = new RegExp(`\\b(?:${charge})\\b`, 'g');

/**
 * Takes currencies and the names of charges out of a text, which needs lower case: `92 + 7.7% vat` gives `92 + 7.7%`.
 * Throws KingletError `invalid-input` where two currencies are mixed, which would need a rate.
 */
export function withoutMoneyWords(text: string): string {
  const used = currencies.filter(([, pattern]) => text.search(pattern) !== -1).map(([name]) => name);
  if (used.length > 1) {
    throw expressionError(
      `It mixes ${used.join(' and ')}, and exchange rates are not on this device. Give amounts of one currency.`,
    );
  }
  return currencies.reduce((rest, [, pattern]) => rest.replace(pattern, ' '), text).replace(charges, ' ');
}
