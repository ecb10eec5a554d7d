import {
  adapterStatus,
  browserModel,
  find,
  gpuModel,
  modelStatus,
  mount,
  ownModel,
  recordActions,
  ScriptedClient,
} from '@kinglet/element/testing';
import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import './models-view.ts';

let view: HTMLElementTagNameMap['kinglet-models-view'];

const show = (phase: Parameters<typeof modelStatus>[0]) =>
  mount(view, { state: new ScriptedClient({ models: [modelStatus(phase), gpuModel] }).state });

beforeEach(() => {
  view = document.createElement('kinglet-models-view');
});

test('says before any download what a model costs and whether it fits, as colour and word', async () => {
  await show({});
  const [first, second] = view.renderRoot.querySelectorAll('li');
  for (const part of ['98 MB', '350 MB', 'Apache-2.0', 'Runs well'])
    expect(first?.textContent).toContain(part);
  expect(second?.textContent).toContain('Does not run');
  expect(second?.textContent).toContain('needs WebGPU with shader-f16');
  expect(second?.querySelector('button')?.disabled).toBe(true);
});

test('says how fast a model is, what it runs on, how many parameters it has, and what is not known', async () => {
  const speed = { basis: 'measured', backend: 'wasm', prefillPerSecond: 60, decodePerSecond: 20 } as const;
  const { model } = modelStatus();
  await show({ speed, model: { ...model, parameters: 134_515_008, quantization: 'Q4_1' } });
  const [first, second] = view.renderRoot.querySelectorAll('li');
  for (const part of ['quick', '20 tokens/s, measured here', 'processor', '135M, Q4_1'])
    expect(first?.textContent).toContain(part);
  expect(second?.textContent).toContain('not known yet');
});

test('the largest model that is quick here is suggested, and none that is slow', async () => {
  const speed = { basis: 'measured', backend: 'wasm', prefillPerSecond: null, decodePerSecond: 30 } as const;
  const current = modelStatus({ speed, phase: 'ready' });
  const other = (id: string, parameters: number, decodePerSecond: number) =>
    modelStatus({
      model: { ...current.model, id, name: id, parameters },
      fit: decodePerSecond < 6 ? 'slow' : 'good',
      speed: { ...speed, basis: 'expected', decodePerSecond },
    });
  const models = [current, other('middle', 600e6, 12), other('large', 3000e6, 3)];
  await mount(view, { state: new ScriptedClient({ models }).state });
  const marked = [...view.renderRoot.querySelectorAll('li')].filter((row) =>
    row.textContent?.includes('The most able one'),
  );
  expect(marked.map((row) => row.querySelector('h3')?.textContent)).toEqual(['middle']);
});

test('what models run on can be pinned, and is shown as chosen', async () => {
  await show({});
  const actions = recordActions(view);
  const select = find<HTMLSelectElement>(view, 'select');
  expect(select.value).toBe('measured');
  await userEvent.selectOptions(select, 'wasm');
  await userEvent.selectOptions(select, 'measured');
  expect(actions).toEqual([
    { type: 'update-settings', patch: { backend: 'wasm' } },
    { type: 'update-settings', patch: { backend: null } },
  ]);
  const { state } = new ScriptedClient({ models: [modelStatus()] });
  await mount(view, { state: { ...state, settings: { ...state.settings, backend: 'wasm' } } });
  expect(view.renderRoot.querySelector('li')?.textContent).toContain('processor, as you chose');
  expect(find<HTMLSelectElement>(view, 'select').value).toBe('wasm');
});

test('a model is chosen by one click that names the size', async () => {
  await show({});
  const actions = recordActions(view);
  const button = find(view, 'li button');
  expect(button.textContent).toBe('Download 98 MB and use');
  await userEvent.click(button);
  expect(actions).toEqual([{ type: 'choose-model', modelId: modelStatus().model.id }]);
});

test('a model is deleted after a question that names what it frees', async () => {
  await show({ phase: 'ready' });
  const actions = recordActions(view);
  await userEvent.click(find(view, 'li button.quiet'));
  const dialog = () => find(view, 'kinglet-confirm').shadowRoot?.querySelector('dialog');
  await expect.poll(() => dialog()?.textContent).toContain('It frees 98 MB');
  await userEvent.click(dialog()?.querySelector('.danger') as Element);
  await expect.poll(() => actions).toEqual([{ type: 'delete-model', modelId: modelStatus().model.id }]);
});

test('what a failed download left can be deleted, and the question names how much', async () => {
  await show({ phase: 'failed', receivedBytes: 0 });
  expect(view.renderRoot.querySelector('li button.quiet')).toBeNull();
  await show({ phase: 'failed', receivedBytes: 40_000_000 });
  await userEvent.click(find(view, 'li button.quiet'));
  const dialog = find(view, 'kinglet-confirm').shadowRoot?.querySelector('dialog');
  await expect.poll(() => dialog?.textContent).toContain('It frees 40 MB');
});

test('the specialists of a model stand in its card, with their state and why', async () => {
  await show({
    phase: 'ready',
    adapters: [
      adapterStatus({ card: { weaknesses: ['dates'] } }),
      adapterStatus({
        id: 'rooms',
        name: 'Rooms',
        origin: 'imported',
        state: 'stale',
        reason: 'The tools have changed since it was trained: list is gone.',
      }),
    ],
    unpreparedReason: 'The copy for this device needs 145 MB more.',
    costs: { downloadBytes: 103_562_432, diskBytes: 108_762_432, memoryBytes: 360_400_000 },
  });
  const list = find(view, 'kinglet-specialist-list');
  const [first, second] = list.shadowRoot?.querySelectorAll('li') ?? [];
  expect(first?.textContent).toContain('In use');
  expect(first?.textContent).toContain('Bad at');
  expect(second?.textContent).toContain('Out of date');
  expect(second?.textContent).toContain('list is gone');
  expect(view.renderRoot.textContent).toContain('The copy for this device needs 145 MB more.');
  expect(view.renderRoot.querySelector('li')?.textContent).toContain('109 MB');
});

test('an imported specialist is removed after a question; one of the catalogue’s cannot be', async () => {
  await show({
    phase: 'ready',
    adapters: [adapterStatus(), adapterStatus({ id: 'rooms', name: 'Rooms', origin: 'imported' })],
  });
  const actions = recordActions(view);
  const [first, second] = find(view, 'kinglet-specialist-list').shadowRoot?.querySelectorAll('li') ?? [];
  expect(first?.querySelector('button')).toBeNull();
  await userEvent.click(second?.querySelector('button') as Element);
  const dialog = () => find(view, 'kinglet-confirm').shadowRoot?.querySelector('dialog');
  await expect.poll(() => dialog()?.textContent).toContain('Remove the specialist Rooms?');
  await userEvent.click(dialog()?.querySelector('.danger') as Element);
  await expect.poll(() => actions).toEqual([{ type: 'remove-adapter', adapterId: 'rooms' }]);
});

test('a model of the user’s own says what its header says, and is loaded and deleted like the others', async () => {
  await mount(view, { state: new ScriptedClient({ models: [ownModel] }).state });
  const actions = recordActions(view);
  const row = find(view, 'li');
  for (const part of [
    'Tiny Talk',
    'Your file tiny-talk-q8.gguf',
    'llama',
    '360M parameters',
    'Q8_0',
    '8,192',
    '380 MB',
  ])
    expect(row.textContent).toContain(part);
  expect(row.textContent).not.toContain('Download');
  const [use, remove] = row.querySelectorAll('button');
  await userEvent.click(use as Element);
  await userEvent.click(remove as Element);
  const dialog = () => find(view, 'kinglet-confirm').shadowRoot?.querySelector('dialog');
  await expect.poll(() => dialog()?.textContent).toContain('The file that you chose stays where it is.');
  await userEvent.click(dialog()?.querySelector('.danger') as Element);
  await expect.poll(() => actions.at(-1)).toEqual({ type: 'delete-model', modelId: ownModel.model.id });
  expect(actions[0]).toEqual({ type: 'choose-model', modelId: ownModel.model.id });
});

test('one whose file is lost says so and can still be deleted', async () => {
  const error = { code: 'storage-denied', message: 'The file is gone.', details: {} } as const;
  await mount(view, {
    state: new ScriptedClient({ models: [{ ...ownModel, phase: 'failed', error }] }).state,
  });
  expect(find(view, '.error').textContent).toBe('The file is gone.');
  expect(find(view, 'li button.quiet').textContent).toContain('Delete from this device');
});

test('a file that is dropped anywhere on the view is imported', async () => {
  const client = new ScriptedClient({ models: [modelStatus()] });
  await mount(view, { client, state: client.state });
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array([1])], 'mine.gguf'));
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, composed: true });
  find(view, 'h2').dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  await expect
    .poll(() => client.calls)
    .toEqual([['importFile', expect.objectContaining({ name: 'mine.gguf' })]]);
});

test.each([
  ['available', { phase: 'stored', fitReason: 'is part of this browser and ready' }, false],
  ['downloadable', { fitReason: 'is downloaded by the browser, once for all pages' }, true],
  ['unavailable', { fit: 'no', fitReason: 'is not offered by this browser on this device' }, true],
] as const)('of Chrome’s own model it says how it stands: %s', async (_availability, change, says) => {
  await mount(view, {
    state: new ScriptedClient({ models: [{ ...browserModel, ...change }] }).state,
  });
  const row = find(view, 'li');
  expect(row.textContent?.includes(change.fitReason)).toBe(says);
  expect(row.textContent).not.toContain('Delete');
  expect(row.querySelector('button')?.textContent).toBe('Use this model');
  expect(row.querySelector('button')?.disabled).toBe('fit' in change);
});

test('a download of the browser’s shows its share, as it tells no bytes', async () => {
  const models = [{ ...browserModel, phase: 'downloading' as const, fetchedShare: 0.25 }];
  await mount(view, { state: new ScriptedClient({ models }).state });
  const progress = find(view, 'kinglet-download-progress').shadowRoot;
  expect(progress?.querySelector('progress')?.value).toBe(0.25);
  expect(progress?.textContent).toContain('25%');
});
