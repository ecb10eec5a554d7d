/**
 * Kinds of chat models in sizes for a browser that the llama.cpp of wllama 3.8.1 (b11364) runs, by `general.architecture`.
 * From LLM_ARCH_NAMES of its src/llama-arch.cpp; each name stands in wllama.wasm. Left out: kinds that embed, encode or
 * only complete, and those without a model that fits one file here.
 */
export const knownArchitectures: ReadonlySet<string> = new Set([
  ...['llama', 'mistral3', 'smollm3', 'qwen2', 'qwen2moe', 'qwen3', 'qwen3moe', 'qwen35'],
  ...['gemma', 'gemma2', 'gemma3', 'gemma3n', 'gemma4', 'phi2', 'phi3', 'granite', 'granitemoe'],
  ...['granitehybrid', 'lfm2', 'lfm2moe', 'falcon-h1', 'olmo2', 'olmoe', 'stablelm', 'internlm2'],
  ...['exaone', 'exaone4', 'hunyuan-dense', 'ernie4_5', 'minicpm', 'minicpm3', 'nemotron', 'arcee'],
  ...['bitnet', 'deepseek2', 'chatglm', 'glm4', 'starcoder2'],
]);
