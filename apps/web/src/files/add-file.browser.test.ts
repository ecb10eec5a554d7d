import { find, mount, ScriptedClient } from '@kinglet/element/testing';
import { KingletError } from '@kinglet/spec';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './add-file.ts';

const file = new File([new Uint8Array([1])], 'rooms.gguf');
let client: ScriptedClient;
let panel: HTMLElementTagNameMap['kinglet-add-file'];
let questions: string[];
let answer: boolean;

beforeEach(async () => {
  client = new ScriptedClient();
  questions = [];
  answer = true;
  panel = await mount(document.createElement('kinglet-add-file'), {
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
  panel.drop(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

test('a file that is dropped is imported, and the page says so', async () => {
  drop(file);
  await expect.poll(shown).toBe('tools-tiny is here. The list says whether it is in use.');
  expect(client.calls).toEqual([['importFile', expect.objectContaining({ name: 'rooms.gguf' })]]);
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
  [
    { outcome: 'model-added', modelId: 'own-1', name: 'Tiny Talk', origin: 'own' },
    'Tiny Talk is here. Press',
  ],
  [
    { outcome: 'model-added', modelId: 'tiny', name: 'Tiny', origin: 'catalogue' },
    'This is the file of Tiny, which needs no download of it any more.',
  ],
  [{ outcome: 'model-there', modelId: 'own-1', name: 'Tiny Talk' }, 'Tiny Talk is here already'],
  [{ outcome: 'cancelled' }, 'Stopped. Nothing of the file was kept.'],
] as const)('says what became of a model’s file: %o', async (outcome, text) => {
  client.fileImports = [outcome];
  await panel.add(file);
  await panel.updateComplete;
  expect(shown()).toContain(text);
  expect(find(panel, '[role=status]').className).toContain('good');
});

test('an import that was begun before the view was left can still be cancelled', async () => {
  panel.progress = { name: 'a', phase: 'reading', doneBytes: 1, sizeBytes: 2, bytesPerSecond: null };
  await panel.updateComplete;
  await userEvent.click(find(panel, 'button.quiet'));
  expect(client.calls).toEqual([['cancelImport']]);
});

test('shows how far an import is, and cancels it', async () => {
  const end = Promise.withResolvers<{ outcome: 'cancelled' }>();
  client.importFile = () => end.promise;
  const adding = panel.add(file);
  panel.progress = {
    ...{ name: 'rooms.gguf', phase: 'storing', doneBytes: 38_000_000 },
    ...{ sizeBytes: 98_000_000, bytesPerSecond: 6_000_000 },
  };
  await panel.updateComplete;
  const progress = find<HTMLElementTagNameMap['kinglet-import-progress']>(panel, 'kinglet-import-progress');
  await progress.updateComplete;
  expect(find(progress, '.head').textContent).toContain('Storing your file');
  expect(find(progress, '.head').textContent).toContain('38 MB of 98 MB · 6 MB/s · 10 sec left');
  expect(find<HTMLProgressElement>(progress, 'progress').position).toBeCloseTo(0.39);
  await userEvent.click(find(panel, 'button.quiet'));
  expect(client.calls).toEqual([['cancelImport']]);
  end.resolve({ outcome: 'cancelled' });
  await adding;
  panel.progress = null;
  await panel.updateComplete;
  expect(find<HTMLButtonElement>(panel, 'button').disabled).toBe(false);
  expect(panel.renderRoot.querySelector('kinglet-import-progress')).toBeNull();
});

test.each([
  ['imported', 'You have added Rooms before. Replace it by this file?'],
  ['catalogue', 'Rooms comes with the model.'],
] as const)('one with the id of an %s one replaces it after a question only', async (origin, question) => {
  const exists = { outcome: 'exists', id: 'rooms', name: 'Rooms', origin } as const;
  client.fileImports = [exists, { outcome: 'added', id: 'rooms', modelId: 'tiny' }];
  await panel.add(file);
  expect(questions[0]).toContain(question);
  expect(client.calls.at(-1)).toEqual(['importFile', file, { replace: true }]);

  answer = false;
  client.fileImports = [exists];
  await panel.add(file);
  await panel.updateComplete;
  expect(shown()).toBe('Nothing was changed.');
  expect(client.calls).toHaveLength(3);
});

test('a file that does not do says why', async () => {
  client.failures.set(
    'importFile',
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
