import type { AdapterFormat, ToolDefinition } from '@kinglet/spec';

/** A part of a tool call as it is written: text that the grammar leaves no choice of, or a value. */
export type CallPiece =
  | { readonly forced: string }
  /** The value ends before one of `stop`, or where `stop` is empty by itself. */
  | { readonly grammar: string; readonly stop: readonly string[] };

/**
 * What follows the tool's name in a reply of a specialist (docs/specialists.md), for tools whose arguments are all required and
 * texts, whole numbers or choices.
 */
export function piecesAfterName({ parameters }: ToolDefinition, format: AdapterFormat): readonly CallPiece[] {
  const properties = Object.entries(parameters.properties ?? {});
  // Whether the results are needed for more; in a bare reply the last value's end decides it too.
  const ending: CallPiece = { grammar: 'root ::= ("\\n" "next")?', stop: [] };
  const pieces = properties.flatMap(([name, schema], index): readonly CallPiece[] => {
    const isLast = index === properties.length - 1;
    if (format === 'bare')
      return [
        { forced: ' | ' },
        {
          grammar: isLast ? 'root ::= [^|\\n]+' : 'root ::= [^|\\n]+ " | "',
          stop: isLast ? [] : [' | '],
        },
      ];
    const key = `${index === 0 ? ' {' : ','}${JSON.stringify(name)}:`;
    const end = isLast ? '}' : '';
    const { enum: values, type } = schema as { enum?: readonly string[]; type?: string };
    if (type === 'integer')
      return [
        { forced: key },
        { grammar: 'root ::= "-"? [0-9]+ [,}]', stop: [',', '}'] },
        ...(end === '' ? [] : [{ forced: end }]),
      ];
    const content = values?.map((value) => JSON.stringify(value)).join(' | ') ?? '[^"\\\\\\x00-\\x1f]*';
    return [
      { forced: `${key}"` },
      { grammar: `root ::= (${content}) "\\""`, stop: ['"'] },
      { forced: `"${end}` },
    ];
  });
  return format === 'bare' ? pieces : [...pieces, ending];
}
