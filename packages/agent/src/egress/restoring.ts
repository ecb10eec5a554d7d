/** Puts values in the places of their placeholders while a text comes in pieces. */
export interface Restoring {
  /** What can be told of the text by now: what may yet become a placeholder is held back. */
  push(piece: string): string;
  /** What was held back. */
  end(): string;
}

/** `<EMAIL_1>` and the like, with the beginning of one at the end of a text. */
const whole = /<[A-Z]{1,8}_\d{1,6}>/g;
const opening = /<(?:[A-Z]{0,8}|[A-Z]{1,8}_\d{0,6})$/;

/**
 * A placeholder is restored once it is whole, wherever the text was cut; one that stands for nothing stays as it is. What was
 * restored is not looked at again, and pieces are joined as they came. Pure but for its own state.
 */
export function restoring(values: ReadonlyMap<string, string>): Restoring {
  let held = '';
  const restore = (text: string) =>
    text.replace(whole, (placeholder) => values.get(placeholder) ?? placeholder);
  return {
    push(piece) {
      const text = held + piece;
      const at = text.search(opening);
      const end = at < 0 ? text.length : at;
      held = text.slice(end);
      return restore(text.slice(0, end));
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
