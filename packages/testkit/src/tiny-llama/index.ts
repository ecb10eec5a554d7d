export { tinyLlama } from './tiny-llama.ts';
export { type TinyLlamaModel, tinyLlamaModel } from './tiny-llama-model.ts';
export { tinyTokenizer } from './tiny-tokenizer.ts';
