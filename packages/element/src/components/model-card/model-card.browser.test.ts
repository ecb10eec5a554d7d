import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { KingletAction } from '../../controller/action.ts';
import { adapterStatus, gpuModel, modelStatus } from '../../testing/fixtures.ts';
import { find, mount, recordActions } from '../../testing/mount.ts';
import type { KingletDownloadProgress } from '../download-progress/download-progress.ts';
import { KingletModelCard } from './model-card.ts';

let card: KingletModelCard;
let actions: KingletAction[];
const modelId = modelStatus().model.id;

beforeEach(async () => {
  card = await mount(new KingletModelCard(), { status: modelStatus() });
  actions = recordActions(card);
});

const show = async (change: Parameters<typeof modelStatus>[0]) => {
  card.status = modelStatus(change);
  await card.updateComplete;
};

const progress = async () => {
  const element = find<KingletDownloadProgress>(card, 'kinglet-download-progress');
  await element.updateComplete;
  return element;
};

test('says before any download what runs, its size, memory, licence and fit, as colour and word', () => {
  const text = card.renderRoot.textContent ?? '';
  for (const part of ['SmolLM2 135M Instruct', '98 MB', '350 MB', 'Apache-2.0', 'Runs well']) {
    expect(text).toContain(part);
  }
  expect(find(card, '.fit').className).toBe('fit good');
});

test('says how fast it is in a word beside the colour, and where nothing is known', async () => {
  expect(card.renderRoot.textContent).toContain('not known yet');
  expect(card.renderRoot.querySelector('dl .fit')).toBeNull();
  const speed = { backend: 'wasm', prefillPerSecond: null } as const;
  await show({ speed: { ...speed, basis: 'expected', decodePerSecond: 3 } });
  expect(find(card, 'dl .fit.slow').textContent).toBe('slow');
  expect(card.renderRoot.textContent).toContain('about 3 tokens/s expected');
  await show({ speed: { ...speed, basis: 'measured', decodePerSecond: 21.4 } });
  expect(find(card, 'dl .fit.good').textContent).toBe('quick');
  expect(card.renderRoot.textContent).toContain('21 tokens/s, measured here');
});

test('says in a word beside the colour whether there is room', async () => {
  await show({ room: 'full' });
  expect(find(card, 'dl .fit.no').textContent).toBe('no room');
  await show({ room: 'fits' });
  expect(find(card, 'dl .fit.good').textContent).toBe('fits');
});

test('says before and after the download that no published hash was there to check against', async () => {
  const { model } = modelStatus();
  const file = { name: 'a.gguf', sizeBytes: 5, sha256: 'a'.repeat(64), sources: [] };
  await show({ model: { ...model, unpinned: [{ ...file, sha256: null }] } });
  expect(card.renderRoot.textContent).toContain('No hash of it is published');
  await show({ phase: 'ready', model: { ...model, files: [{ ...file, recorded: true }] } });
  expect(card.renderRoot.textContent).toContain('not against a published hash');
});

test('one click starts, and the focus stays on the card', async () => {
  await userEvent.click(find(card, '.start'));
  expect(actions).toEqual([{ type: 'start-model', modelId }]);
  await show({ phase: 'downloading' });
  expect(card.shadowRoot?.activeElement).toBe(find(card, '.card'));
});

test('the focus of a user who went on to write before the download began is left where it is', async () => {
  const writing = document.createElement('textarea');
  document.body.append(writing);
  await userEvent.click(find(card, '.start'));
  writing.focus();
  await show({ phase: 'downloading' });
  expect(document.activeElement).toBe(writing);
});

test('a model that does not fit cannot be started and says why', async () => {
  card.status = gpuModel;
  await card.updateComplete;
  expect(find<HTMLButtonElement>(card, '.start').disabled).toBe(true);
  expect(card.renderRoot.textContent).toContain('needs WebGPU with shader-f16');
});

test('before the model is known the card keeps its place and says so', async () => {
  card.status = null;
  await card.updateComplete;
  expect(card.renderRoot.querySelector('.card')).toBeNull();
  card.looking = true;
  await card.updateComplete;
  expect(find(card, '.card').getAttribute('aria-busy')).toBe('true');
  expect(card.renderRoot.textContent).toContain('Looking at what this device can run');
});

test.each([
  ['stored', 'On this device'],
  ['loading', 'Getting ready'],
  ['ready', 'Ready'],
] as const)('a model that is %s needs no button: the card says %j', async (phase, word) => {
  await show({ phase });
  expect(find(card, '.phase').textContent).toBe(word);
  expect(card.renderRoot.querySelector('button')).toBeNull();
});

test('progress tells bytes, rate and time left', async () => {
  await show({ phase: 'downloading', receivedBytes: 38_362_432, bytesPerSecond: 6_000_000 });
  const element = await progress();
  expect(find(element, '.head').textContent).toContain('38 MB of 98 MB · 6 MB/s · 10 sec left');
  expect(find<HTMLProgressElement>(element, 'progress').position).toBeCloseTo(0.39);
});

test('a download can be paused, resumed and cancelled', async () => {
  await show({ phase: 'downloading', receivedBytes: 1 });
  await userEvent.click(find(await progress(), 'button'));
  await show({ phase: 'paused', receivedBytes: 1 });
  await userEvent.click(find(await progress(), 'button.primary'));
  await userEvent.click(find(await progress(), 'button.quiet'));
  expect(actions).toEqual([
    { type: 'pause-download', modelId },
    { type: 'start-model', modelId },
    { type: 'cancel-download', modelId },
  ]);
});

test('a failure says what happened and offers another try', async () => {
  await show({ phase: 'failed', error: { code: 'hash-mismatch', message: 'Not the file.', details: {} } });
  expect(find(card, '[role=alert]').textContent).toContain('Not the file.');
  await userEvent.click(find(card, '.start'));
  expect(actions).toEqual([{ type: 'start-model', modelId }]);
});

test('a waiting message can go to the larger model where there is one', async () => {
  expect(card.renderRoot.querySelectorAll('.row button')).toHaveLength(1);
  card.canAskLarger = true;
  await card.updateComplete;
  await userEvent.click(find(card, '.row button:last-of-type'));
  expect(actions).toEqual([{ type: 'send-larger' }]);
});

test('sizes count specialists and copy, and what the model does without is said with its reason', async () => {
  await show({
    phase: 'ready',
    costs: { downloadBytes: 108_000_000, diskBytes: 253_000_000, memoryBytes: 412_000_000 },
    unpreparedReason: 'The copy needs more room.',
    adapters: [
      adapterStatus(),
      adapterStatus({ name: 'Rooms', state: 'missing', reason: 'Its source is gone.' }),
    ],
  });
  const text = card.renderRoot.textContent ?? '';
  for (const part of [
    '108 MB',
    '412 MB',
    'The copy needs more room.',
    'Runs without Rooms. Its source is gone.',
  ]) {
    expect(text).toContain(part);
  }
  expect(card.renderRoot.querySelectorAll('.shortcoming')).toHaveLength(2);
});

test('the preparation shows how far it is, and can be skipped', async () => {
  await show({ phase: 'preparing', preparedShare: 0.4, receivedBytes: 98_362_432 });
  const element = await progress();
  expect(find(element, '.head').textContent).toContain('Preparing for this device');
  expect(find<HTMLProgressElement>(element, 'progress').position).toBeCloseTo(0.4);
  const [skip, ...others] = element.renderRoot.querySelectorAll('button');
  expect(skip?.textContent).toBe('Skip');
  expect(others).toEqual([]);
  await userEvent.click(skip as Element);
  expect(actions).toEqual([{ type: 'cancel-download', modelId }]);
});

test('a specialist that is on its way can be skipped once the model is here', async () => {
  const costs = { downloadBytes: 108_000_000, diskBytes: 108_000_000, memoryBytes: 360_000_000 };
  await show({ phase: 'downloading', costs, receivedBytes: 90_000_000 });
  expect(find(await progress(), 'button.quiet').textContent).toBe('Cancel');
  await show({ phase: 'downloading', costs, receivedBytes: 99_000_000 });
  expect(find(await progress(), 'button.quiet').textContent).toBe('Skip the specialists');
});
