/** Where a text lies among others: near ones mean much the same. Of length 1, or all 0 for a text without words. */
export type Embed = (text: string) => Float32Array;

const dimensions = 4096;
/** Longest part of a text that is looked at, in characters. */
const maxLength = 4_000;

/**
 * An embedding by the words alone, for devices without a model for it: words and their parts of three to five letters, hashed into 4,096
 * numbers, the rarer among `texts` the heavier. Linear in the text, some 10 microseconds a word.
 */
export function lexicalEmbed(texts: readonly string[]): Embed {
  const seenIn = new Uint32Array(dimensions);
  for (const text of texts)
    for (const feature of new Set(featuresOf(text))) seenIn[feature] = (seenIn[feature] ?? 0) + 1;
  const weights = Float32Array.from(seenIn, (count) => Math.log((texts.length + 1) / (count + 0.5)));
  return (text) => {
    const vector = new Float32Array(dimensions);
    for (const feature of featuresOf(text)) vector[feature] = (vector[feature] ?? 0) + 1;
    let square = 0;
    for (let at = 0; at < dimensions; at += 1) {
      // What is said twice means little more than what is said once.
      const value = Math.log1p(vector[at] ?? 0) * Math.max(0, weights[at] ?? 0);
      vector[at] = value;
      square += value * value;
    }
    if (square > 0)
      for (let at = 0; at < dimensions; at += 1) vector[at] = (vector[at] ?? 0) / Math.sqrt(square);
    return vector;
  };
}

/** The cosine of two embeddings. */
export function similarity(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

/** Numbers of the words and of their parts; `getWeatherNow` and `get_weather_now` have the same. */
function featuresOf(text: string): readonly number[] {
  const words = text
    .slice(0, maxLength)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}+|\p{N}+/gu);
  const features: number[] = [];
  for (const word of words ?? []) {
    const bounded = `<${word}>`;
    features.push(hash(bounded));
    for (let length = 3; length <= 5; length += 1) {
      for (let at = 0; at + length <= bounded.length; at += 1)
        features.push(hash(bounded.slice(at, at + length)));
    }
  }
  return features;
}

/** FNV-1a over the code units; http://www.isthe.com/chongo/tech/comp/fnv/. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0) % dimensions;
}
