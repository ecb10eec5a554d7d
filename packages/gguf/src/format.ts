/** The first four bytes, "GGUF", as a little-endian number. */
export const magic = 0x46554747;

/** GGUF's numbers of the value types that are looked into. */
export const uint16Type = 2;
export const uint32Type = 4;
export const int32Type = 5;
export const float32Type = 6;
export const stringType = 8;
export const arrayType = 9;

/** Where `general.alignment` is not set. */
export const defaultAlignment = 32;

/** The next multiple. */
export function aligned(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
