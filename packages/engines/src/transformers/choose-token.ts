/** How the next token is chosen. */
export interface Choice {
  /** 0: the likeliest. */
  readonly temperature: number;
  /** Added to a token's logit. */
  readonly biases: readonly (readonly [token: number, bias: number])[];
  /** Divides the logits of `recent` tokens that speak for them, multiplies those that speak against; 1 is off. */
  readonly repeatPenalty: number;
  readonly recent: readonly number[];
  /** A bit for each token that may come, 32 a number, lowest first; null: all may. */
  readonly mask: Int32Array | null;
  /** From 0 to 1, below 1. */
  random(): number;
}

/** Chooses a token by its logit. Changes `logits`. */
export function chooseToken(logits: Float32Array, choice: Choice): number {
  penalise(logits, choice);
  for (const [token, bias] of choice.biases) logits[token] = (logits[token] ?? 0) + bias;
  if (choice.mask !== null) forbid(logits, choice.mask);
  const best = likeliest(logits);
  return choice.temperature > 0 ? draw(logits, best, choice) : best;
}

function penalise(logits: Float32Array, { repeatPenalty, recent }: Choice): void {
  if (repeatPenalty === 1) return;
  for (const token of new Set(recent)) {
    const logit = logits[token] ?? 0;
    logits[token] = logit > 0 ? logit / repeatPenalty : logit * repeatPenalty;
  }
}

function forbid(logits: Float32Array, mask: Int32Array): void {
  for (let token = 0; token < logits.length; token += 1) {
    if ((((mask[token >> 5] ?? 0) >>> (token & 31)) & 1) === 0) logits[token] = Number.NEGATIVE_INFINITY;
  }
}

function likeliest(logits: Float32Array): number {
  let best = 0;
  for (let token = 1; token < logits.length; token += 1) {
    if ((logits[token] ?? 0) > (logits[best] ?? 0)) best = token;
  }
  return best;
}

function draw(logits: Float32Array, best: number, { temperature, random }: Choice): number {
  const top = logits[best] ?? 0;
  const weights = logits.map((logit) => Math.exp((logit - top) / temperature));
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [token, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return token;
  }
  return best;
}

/** The tokens that a mask allows where they are `limit` at most; null where they are more. */
export function allowedTokens(mask: Int32Array, limit: number): readonly number[] | null {
  const found: number[] = [];
  for (const [word, bits] of mask.entries()) {
    for (let left = bits; left !== 0; left &= left - 1) {
      if (found.length === limit) return null;
      found.push(word * 32 + 31 - Math.clz32(left & -left));
    }
  }
  return found;
}
