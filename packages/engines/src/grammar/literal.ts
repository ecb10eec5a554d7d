const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Text as a quoted grammar literal. Both llama.cpp's GBNF and XGrammar's EBNF read it. */
export function literal(text: string): string {
  const escaped = [...text].map((char) => escapes[char] ?? (char < ' ' ? hex(char) : char));
  return `"${escaped.join('')}"`;
}

/** A character class that matches any one character but these. */
export function noneOf(chars: string): string {
  return `[^${[...chars].map((char) => (/[a-zA-Z0-9<>{}]/.test(char) ? char : hex(char))).join('')}]`;
}

/** `\x20`, or `\u00e4` where two digits are not enough. */
function hex(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
