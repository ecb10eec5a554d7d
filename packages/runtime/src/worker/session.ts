import { prefixRequest } from '@kinglet/agent';
import { type Catalogue, type Clock, type ErrorShape, toKingletError } from '@kinglet/spec';
import { builtInTools, openNotes, openReminders, ReminderScheduler } from '@kinglet/tools';
import { openUsageLog, type UsageLog } from '@kinglet/usage-log';
import type { BootOptions, Snapshot } from '../shared/index.ts';
import { createApprovedFetch, guardRealm } from './approved-fetch.ts';
import { readDeviceFacts } from './device-facts.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { freeBytes } from './free-bytes.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/open-journal.ts';
import { openKeyValues } from './key-values.ts';
import type { EngineDrivers } from './models/engine-drivers.ts';
import { memoryDirectory } from './models/memory-directory.ts';
import type { ModelDirectory } from './models/model-directory.ts';
import { ModelFiles } from './models/model-files.ts';
import { ModelService } from './models/model-service.ts';
import { openOpfsDirectory } from './models/opfs-directory.ts';
import type { Outbox } from './outbox.ts';
import { RunService } from './runs/run-service.ts';
import { openSettings, type SettingsStore } from './settings-store.ts';

/** What a worker is made of beside its stores. */
export interface SessionParts {
  readonly drivers: EngineDrivers;
  readonly clock: Clock;
}

/** Everything that lives as long as the worker does. */
export interface Session {
  readonly settings: SettingsStore;
  readonly endpoint: Endpoint;
  readonly journal: Journal;
  readonly usageLog: UsageLog;
  readonly models: ModelService;
  readonly runs: RunService;
  readonly reminders: ReminderScheduler;
  /** Id of the model that the user chose, else the catalogue's default; null where there is no catalogue. */
  modelId(): string | null;
  snapshot(): Snapshot;
}

/** Opens the stores, reads the catalogue and the device, and puts it all together. Never rejects for want of storage. */
export async function openSession(
  boot: BootOptions,
  { drivers, clock }: SessionParts,
  outbox: Outbox,
): Promise<Session> {
  const notice = (error: { toShape(): ErrorShape }) => outbox.add({ type: 'notice', error: error.toShape() });
  const signal = new AbortController().signal;
  const realmFetch = globalThis.fetch.bind(globalThis);
  // A page's address is approved call by call, by policy and user, and not by the list.
  const pageFetch: typeof globalThis.fetch = (input, init) =>
    realmFetch(input, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
  let catalogue: Catalogue = { version: 1, defaultModel: '', models: [] };
  const approved = createApprovedFetch((origin) => origins().has(origin), { fetch: realmFetch });
  guardRealm(globalThis, approved);

  const values = await openKeyValues('kinglet-settings', { denied: notice });
  const settings = await openSettings(values);
  const origins = () => approvedOrigins(boot.catalogueUrl, catalogue, settings, drivers);
  const [read, device, directory, journal, usageLog] = await Promise.all([
    fetchCatalogue(boot.catalogueUrl, { fetch: approved, values, signal }).catch((thrown: unknown) => {
      notice(toKingletError(thrown, 'model-source'));
      return catalogue;
    }),
    readDeviceFacts(),
    openDirectory(notice),
    openJournal({ clock, notice }),
    openUsageLog({ clock, settings: settings.settings.log, onDropped: notice }),
  ]);
  catalogue = read;

  const reminderStore = openReminders();
  const tools = builtInTools({ notes: openNotes(), reminders: reminderStore, fetch: pageFetch });
  const endpoint = createEndpoint({ settings, fetch: approved, clock });
  const models = new ModelService({
    models: catalogue.models,
    device,
    drivers,
    files: new ModelFiles({
      directory,
      fetch: approved,
      clock,
      mirrors: () => settings.settings.mirrors,
      freeBytes,
      exclusive,
    }),
    onStatus: (status) => outbox.add({ type: 'model', status }),
    warmUp: async (engine, end) => engine.prefill?.(prefixRequest(tools), { signal: end }),
  });
  await models.survey(boot.crashedModelId);

  const modelId = () => chosenModel(catalogue, settings);
  const runs = new RunService({
    journal,
    outbox,
    clock,
    tools,
    localEngine: async (end) => {
      const id = modelId();
      return id === null ? null : models.engineFor(id, end);
    },
    remote: () => endpoint.target(),
    log: () => (settings.settings.log.enabled ? usageLog : null),
    online: () => navigator.onLine,
    timeZone: boot.timeZone,
    locale: boot.locale,
  });
  return {
    settings,
    endpoint,
    journal,
    usageLog,
    models,
    runs,
    reminders: new ReminderScheduler(reminderStore, clock),
    modelId,
    snapshot: () => ({
      settings: settings.settings,
      hasKey: endpoint.hasKey,
      models: models.statuses,
      conversations: journal.heads,
      dueReminders: [],
    }),
  };
}

async function openDirectory(notice: (error: { toShape(): ErrorShape }) => void): Promise<ModelDirectory> {
  try {
    return await openOpfsDirectory();
  } catch (thrown) {
    notice(toKingletError(thrown, 'storage-denied'));
    return memoryDirectory();
  }
}

function exclusive<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(name, { signal }, task) : task();
}

function chosenModel({ models, defaultModel }: Catalogue, { settings }: SettingsStore): string | null {
  const chosen =
    models.find(({ id }) => id === settings.modelId) ?? models.find(({ id }) => id === defaultModel);
  return chosen?.id ?? null;
}

/** Where the worker may fetch from: its own origin, the catalogue's, the model sources', the mirrors', the endpoint's. */
function approvedOrigins(
  catalogueUrl: string,
  { models }: Catalogue,
  { settings }: SettingsStore,
  drivers: EngineDrivers,
): ReadonlySet<string> {
  const addresses = [
    location.href,
    catalogueUrl,
    ...models.flatMap(({ files }) => files.flatMap(({ sources }) => sources)),
    ...models.flatMap(({ engine }) => drivers[engine].origins),
    ...settings.mirrors,
    ...(settings.remote ? [settings.remote.baseUrl] : []),
  ];
  return new Set(addresses.map((address) => new URL(address).origin));
}
