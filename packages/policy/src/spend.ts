/** What the user lets the larger model cost at most; null: no cap. */
export interface SpendCaps {
  readonly conversationUsd: number | null;
  readonly dayUsd: number | null;
  readonly monthUsd: number | null;
  /** Holds where no prices are known as well. */
  readonly callsPerDay: number | null;
}

/** What was spent so far, by the calls' own counts; a call that is under way counts with its estimate. */
export interface Spent {
  readonly conversationUsd: number;
  /** Since midnight, and since the first of the month, by the device's own time. */
  readonly dayUsd: number;
  readonly monthUsd: number;
  readonly callsToday: number;
}

export const noCaps: SpendCaps = { conversationUsd: null, dayUsd: null, monthUsd: null, callsPerDay: null };

export const nothingSpent: Spent = {
  conversationUsd: 0,
  dayUsd: 0,
  monthUsd: 0,
  callsToday: 0,
};

/** Whether one more call may be made. The reason is for people: which cap, how much is spent, and what to do. */
export interface SpendDecision {
  readonly kind: 'allow' | 'deny';
  /** '' where there is nothing to say. */
  readonly reason: string;
}

/**
 * Checks a call before it is made. Pure.
 *
 * - [P20] A call that could take a conversation, a day or a month over its cap is not made: spent and estimate count together.
 * - [P21] A cap in calls a day holds whatever is known of prices.
 * - [P22] Without prices no cap in USD can be kept. Where one is set and no cap in calls is, the call is not made: what cannot be
 *   counted cannot be kept to.
 * - [P23] Of several caps that are reached the narrowest is named: calls, conversation, day, month.
 */
export function decideSpend({
  caps,
  spent,
  estimateUsd,
}: {
  caps: SpendCaps;
  spent: Spent;
  /** At most what the call costs; null where no prices are set. */
  estimateUsd: number | null;
}): SpendDecision {
  if (caps.callsPerDay !== null && spent.callsToday >= caps.callsPerDay) {
    return deny(
      `${spent.callsToday} of ${caps.callsPerDay} calls to the larger model were made today, so nothing was sent. Try again tomorrow, or raise the cap in the settings.`,
    );
  }
  const usdCaps = [
    ['this conversation', caps.conversationUsd, spent.conversationUsd],
    ['today', caps.dayUsd, spent.dayUsd],
    ['this month', caps.monthUsd, spent.monthUsd],
  ] as const;
  const isCapped = usdCaps.some(([, cap]) => cap !== null);
  if (estimateUsd === null) {
    if (!isCapped || caps.callsPerDay !== null) return { kind: 'allow', reason: '' };
    return deny(
      'You set a cap in USD, but no prices, so what a call costs cannot be known and nothing was sent. Enter the prices of the model in the settings, or a cap in calls per day.',
    );
  }
  const over = usdCaps.find(([, cap, used]) => cap !== null && used + estimateUsd > cap);
  if (over === undefined) return { kind: 'allow', reason: '' };
  const [what, cap, used] = over;
  return deny(
    `The cap for ${what} is ${usd(cap ?? 0)}; ${usd(used)} is spent and this call could cost ${usd(estimateUsd)}, so nothing was sent. Raise the cap in the settings, or put the question to the model on this device.`,
  );
}

function deny(reason: string): SpendDecision {
  return { kind: 'deny', reason };
}

/** Two digits that count at least, so that a small amount is not shown as nothing. */
function usd(amount: number): string {
  if (amount === 0) return '$0';
  return amount >= 0.1 ? `$${amount.toFixed(2)}` : `$${amount.toPrecision(2)}`;
}
