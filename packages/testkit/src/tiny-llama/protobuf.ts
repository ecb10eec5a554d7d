/** Writes the few shapes of a protobuf message that an ONNX file needs; https://protobuf.dev/programming-guides/encoding. */

type Field = readonly number[] | Uint8Array;

const text = new TextEncoder();

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}

/** A whole number, not below 0. */
export function int(field: number, value: number): Field {
  return [...varint(field * 8), ...varint(value)];
}

export function float(field: number, value: number): Field {
  return [...varint(field * 8 + 5), ...new Uint8Array(Float32Array.of(value).buffer)];
}

/** A text, bytes, or a message of fields. */
export function bytes(field: number, value: string | Uint8Array | readonly Field[]): Uint8Array {
  const content =
    typeof value === 'string' ? text.encode(value) : value instanceof Uint8Array ? value : message(value);
  return message([[...varint(field * 8 + 2), ...varint(content.length)], content]);
}

export function message(fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(fields.reduce((sum, field) => sum + field.length, 0));
  let at = 0;
  for (const field of fields) {
    joined.set(field, at);
    at += field.length;
  }
  return joined;
}
