import type { SpendSettings } from '@kinglet/runtime/shared';
import { strings } from '../strings.ts';

const words = strings.limits;

/** The caps as the user typed them; empty: none. */
export type CapFields = Readonly<Record<keyof SpendSettings, string>>;

/** Settings, or what is wrong in words for the user. */
export type CapsParse =
  | { readonly ok: true; readonly spend: SpendSettings }
  | { readonly ok: false; readonly field: keyof SpendSettings; readonly message: string };

/** Reads the caps: amounts in USD, and a whole number of calls. */
export function parseCaps(fields: CapFields): CapsParse {
  const spend = {
    conversationUsd: amount(fields.conversationUsd),
    dayUsd: amount(fields.dayUsd),
    monthUsd: amount(fields.monthUsd),
    callsPerDay: amount(fields.callsPerDay),
  };
  for (const field of ['conversationUsd', 'dayUsd', 'monthUsd'] as const)
    if (spend[field] === undefined) return { ok: false, field, message: words.badAmount(fields[field]) };
  const { callsPerDay } = spend;
  if (callsPerDay === undefined || (callsPerDay !== null && !Number.isInteger(callsPerDay)))
    return { ok: false, field: 'callsPerDay', message: words.badCalls(fields.callsPerDay) };
  return { ok: true, spend: spend as SpendSettings };
}

/** Undefined where the text is no amount from 0 to a million. */
function amount(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(',', '.'));
  return Number.isFinite(value) && value >= 0 && value <= 1_000_000 ? value : undefined;
}
