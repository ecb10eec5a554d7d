import type { ModelRecord } from '@kinglet/spec';
import { strings } from './strings.ts';

const words = strings.model;

/** What is to be said where the hash of one of a model's files is not published; empty where all are. */
export function hashNote({
  files,
  unpinned = [],
}: Pick<ModelRecord, 'files' | 'unpinned'>): readonly string[] {
  if (files.some(({ recorded }) => recorded)) return [words.recordedHash];
  return files.length === 0 && unpinned.some(({ sha256 }) => sha256 === null) ? [words.unpublishedHash] : [];
}
