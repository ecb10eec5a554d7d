import { find, mount, ScriptedClient } from '@kinglet/element/testing';
import { KingletError } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import './add-specialist.ts';

const file = new File([new Uint8Array([1])], 'rooms.gguf');
let client: ScriptedClient;
let panel: HTMLElementTagNameMap['kinglet-add-specialist'];
let questions: string[];
let answer: boolean;

beforeEach(async () => {
  client = new ScriptedClient();
  questions = [];
  answer = true;
  panel = await mount(document.createElement('kinglet-add-specialist'), {
    client,
    ask: async (question: string) => {
      questions.push(question);
      return answer;
    },
  });
});

const shown = () => find(panel, '[role=status]').textContent?.trim();

function drop(...files: File[]): void {
  const dataTransfer = new DataTransfer();
  for (const one of files) dataTransfer.items.add(one);
  find(panel, 'section').dispatchEvent(
    new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
  );
}

test('a file that is dropped is imported, and the page says so', async () => {
  drop(file);
  await expect.poll(shown).toBe('tools-tiny is here. The list says whether it is in use.');
  expect(client.calls).toEqual([['importAdapter', expect.objectContaining({ name: 'rooms.gguf' })]]);
});

test('a file that is picked is imported', async () => {
  const input = find<HTMLInputElement>(panel, 'input');
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  input.files = dataTransfer.files;
  input.dispatchEvent(new Event('change'));
  await expect.poll(shown).toContain('is here');
  expect(input.value).toBe('');
});

test.each([
  ['imported', 'You have added Rooms before. Replace it by this file?'],
  ['catalogue', 'Rooms comes with the model.'],
] as const)('one with the id of an %s one replaces it after a question only', async (origin, question) => {
  const exists = { outcome: 'exists', id: 'rooms', name: 'Rooms', origin } as const;
  client.adapterImports = [exists, { outcome: 'added', id: 'rooms', modelId: 'tiny' }];
  await panel.add(file);
  expect(questions[0]).toContain(question);
  expect(client.calls.at(-1)).toEqual(['importAdapter', file, { replace: true }]);

  answer = false;
  client.adapterImports = [exists];
  await panel.add(file);
  await panel.updateComplete;
  expect(shown()).toBe('Nothing was changed.');
  expect(client.calls).toHaveLength(3);
});

test('a file that does not do says why', async () => {
  client.failures.set(
    'importAdapter',
    new KingletError('invalid-input', 'The file is no adapter. Choose another.'),
  );
  await panel.add(file);
  await panel.updateComplete;
  expect(shown()).toBe('The file is no adapter. Choose another.');
  expect(find(panel, '[role=status]').className).toContain('bad');
});

test('two files at once are refused', async () => {
  drop(file, new File([], 'b.gguf'));
  await panel.updateComplete;
  expect(shown()).toContain('2 files were dropped');
  expect(client.calls).toEqual([]);
});
