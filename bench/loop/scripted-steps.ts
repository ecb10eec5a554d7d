/** Tool calls of one run, each with a number of its own that stands in the message; then a word that ends it. */
export const stepsOfRun = 32;

/** The message that grounds every call. */
export const message = `Count these: ${Array.from({ length: stepsOfRun }, (_, index) => index).join('; ')}.`;

export const toolName = 'count';
export const toolText = 'Counts one number.';
export const result = 'Counted.';
export const parameters = {
  type: 'object',
  properties: { number: { type: 'integer' } },
  required: ['number'],
  additionalProperties: false,
} as const;

/** What both scripted models do at their n-th call. */
export function callAt(index: number): { readonly id: string; readonly text: string } | null {
  return index < stepsOfRun ? { id: `call-${index}`, text: `{"number":${index}}` } : null;
}
