import type { ModelRecord } from '@kinglet/spec';
import { count, object, text } from './catalogue-values.ts';
import { parseModel } from './parse-catalogue.ts';

/** The record of a model that the user brought, out of its JSON. @throws KingletError that names the first thing wrong. */
export function parseOwnModel(json: unknown): ModelRecord {
  const { own } = object(json, 'A model');
  const facts = object(own, 'The facts of an own model');
  return {
    ...parseModel(json, 'https://imported.invalid/'),
    own: {
      architecture: text(facts['architecture'], 'The architecture'),
      parameters: count(facts['parameters'], 'The parameters'),
      quantization: text(facts['quantization'], 'The quantization'),
      trainedTokens: count(facts['trainedTokens'], 'The trainedTokens'),
    },
  };
}
