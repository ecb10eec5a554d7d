export { tinyLlama } from './tiny-llama.ts';
export { tinyTokenizer } from './tiny-tokenizer.ts';
