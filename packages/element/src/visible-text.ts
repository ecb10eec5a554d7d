const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it shows.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/**
 * A text with its hidden characters spelled out, such as `⟨U+202E⟩`: controls, bidirectional marks and overrides,
 * zero-width spaces and tag characters. For what a person is to judge before it is done or sent. Joiners stay, for
 * scripts and emoji that need them.
 */
export function visibleText(text: string): string {
  return text.replace(
    hidden,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
