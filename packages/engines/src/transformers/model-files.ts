import { isJsonObject, type JsonObject, KingletError } from '@kinglet/spec';
import { type ChatTemplate, parseChatTemplate } from '../prompt/chat-template.ts';
import { createTextTokenizer, type TextTokenizer } from './text-tokenizer.ts';

/** A model's files by their paths in its folder, such as `config.json` and `onnx/model_q4.onnx`. */
export type ModelFolder = Readonly<Record<string, Blob>>;

/** What the small files of a model say. */
export interface ModelFacts {
  readonly tokenizer: TextTokenizer;
  readonly template: ChatTemplate;
  /** Tokens that end the model's turn. */
  readonly endIds: ReadonlySet<number>;
  /** Logits that the model gives for a token. */
  readonly logits: number;
  /** Tokens that it was trained for; infinite where it does not say. */
  readonly trainedTokens: number;
}

/** Reads a model's configuration and tokenizer. Throws `engine-failed` where a file is missing or is not what it should be. */
export async function readModelFacts(files: ModelFolder): Promise<ModelFacts> {
  const config = await readJson(files, 'config.json');
  const tokenizerConfig = await readJson(files, 'tokenizer_config.json');
  const generation = 'generation_config.json' in files ? await readJson(files, 'generation_config.json') : {};
  const tokenizer = await createTextTokenizer(await readJson(files, 'tokenizer.json'), tokenizerConfig);
  const eosToken = tokenText(tokenizerConfig['eos_token']);
  const logits = config['vocab_size'];
  if (typeof logits !== 'number') throw unusable('config.json names no vocab_size');
  const ends = [config['eos_token_id'], generation['eos_token_id'], tokenizer.idOf(eosToken)];
  const endIds = new Set(ends.flat().filter((id) => typeof id === 'number'));
  if (endIds.size === 0) throw unusable('no file names the token that ends a reply');
  const { max_position_embeddings: trainedTokens } = config;
  return {
    tokenizer,
    template: parseChatTemplate(await templateText(files, tokenizerConfig), {
      bosToken: tokenText(tokenizerConfig['bos_token']),
      eosToken,
    }),
    endIds,
    logits,
    trainedTokens: typeof trainedTokens === 'number' ? trainedTokens : Number.POSITIVE_INFINITY,
  };
}

/** It stands in a file of its own or in the tokenizer's configuration, there as one text or as several with names. */
async function templateText(files: ModelFolder, { chat_template: template }: JsonObject): Promise<string> {
  const file = files['chat_template.jinja'];
  if (file !== undefined) return file.text();
  if (typeof template === 'string') return template;
  const named = Array.isArray(template) ? template.filter(isJsonObject) : [];
  const text = named.find(({ name }) => name === 'default')?.['template'];
  if (typeof text === 'string') return text;
  throw new KingletError(
    'engine-failed',
    'This model has no chat template, so it cannot hold a conversation. Choose another model.',
  );
}

function tokenText(value: unknown): string {
  if (typeof value === 'string') return value;
  const content = isJsonObject(value) ? value['content'] : undefined;
  return typeof content === 'string' ? content : '';
}

async function readJson(files: ModelFolder, path: string): Promise<JsonObject> {
  const file = files[path];
  if (file === undefined) throw unusable(`it has no ${path}; it has ${Object.keys(files).join(', ')}`);
  try {
    const value: unknown = JSON.parse(await file.text());
    if (isJsonObject(value)) return value;
  } catch {
    // Said below.
  }
  throw unusable(`${path} is not a JSON object`);
}

function unusable(reason: string): KingletError {
  return new KingletError(
    'engine-failed',
    `The model cannot be loaded: ${reason}. Download it again, or choose another model.`,
  );
}
