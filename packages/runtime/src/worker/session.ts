import { prefixRequests } from '@kinglet/agent';
import { type Catalogue, type Clock, type Tool, type ToolDefinition, toolSignatures } from '@kinglet/spec';
import { builtInTools, openNotes, openReminders, ReminderScheduler } from '@kinglet/tools';
import type { UsageLog } from '@kinglet/usage-log';
import type { BootOptions, Snapshot } from '../shared/index.ts';
import { readDeviceFacts } from './device-facts.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { freeBytes } from './free-bytes.ts';
import type { Journal } from './journal/journal.ts';
import { type AdapterService, createAdapterService } from './models/adapter-service.ts';
import type { EngineDrivers } from './models/engine-drivers.ts';
import { ModelFiles } from './models/model-files.ts';
import { ModelService } from './models/model-service.ts';
import type { AdapterShop } from './models/supply-model.ts';
import type { Outbox } from './outbox.ts';
import { RunService } from './runs/run-service.ts';
import type { SettingsStore } from './settings-store.ts';
import { openStores, type Stores } from './stores.ts';

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
  /** Of all the tools that there are. */
  readonly tools: readonly ToolDefinition[];
  readonly models: ModelService;
  readonly adapters: AdapterService;
  readonly runs: RunService;
  readonly reminders: ReminderScheduler;
  /** Id of the model that the user chose, else the catalogue's default; null where there is no catalogue. */
  modelId(): string | null;
  snapshot(): Snapshot;
}

/** Opens the stores, looks at the device, and puts it all together. Never rejects for want of storage. */
export async function openSession(
  boot: BootOptions,
  { drivers, clock }: SessionParts,
  outbox: Outbox,
): Promise<Session> {
  const stores = await openStores({
    catalogueUrl: boot.catalogueUrl,
    drivers,
    clock,
    notice: (error) => outbox.add({ type: 'notice', error: error.toShape() }),
  });
  const { settings, catalogue, rules, journal, usageLog, approvedFetch, pageFetch } = stores;
  const reminderStore = openReminders();
  const tools = builtInTools({ notes: openNotes(), reminders: reminderStore, fetch: pageFetch });
  const endpoint = createEndpoint({ settings, fetch: approvedFetch, clock });
  const definitions = tools.map(({ definition }) => definition);
  const shop = { ...stores, signatures: toolSignatures(definitions) };
  const { models, files } = await openModels(stores, { drivers, clock }, { tools, shop, outbox });
  await models.survey(boot.crashedModelId);

  const modelId = () => chosenModel(catalogue, settings);
  const runs = new RunService({
    journal,
    outbox,
    clock,
    tools,
    localEngine: async (signal) => {
      const id = modelId();
      return id === null ? null : models.engineFor(id, signal);
    },
    remote: () => endpoint.target(),
    log: () => (settings.settings.log.enabled ? usageLog : null),
    online: () => navigator.onLine,
    rules,
    timeZone: boot.timeZone,
    locale: boot.locale,
  });
  const reminders = new ReminderScheduler(reminderStore, clock);
  const idle = () => runs.idle();
  const adapters = createAdapterService({
    catalogue: catalogue.models,
    shop,
    files,
    models,
    freeBytes,
    idle,
  });
  return {
    tools: definitions,
    ...{ settings, endpoint, journal, usageLog, models, adapters, runs, reminders, modelId },
    snapshot: () => ({
      settings: settings.settings,
      hasKey: endpoint.hasKey,
      models: models.statuses,
      conversations: journal.heads,
      dueReminders: [],
    }),
  };
}

async function openModels(
  { settings, catalogue, rules, directory, approvedFetch }: Stores,
  { drivers, clock }: SessionParts,
  { tools, shop, outbox }: { tools: readonly Tool[]; shop: AdapterShop; outbox: Outbox },
): Promise<{ models: ModelService; files: ModelFiles }> {
  const files = new ModelFiles({
    directory,
    fetch: approvedFetch,
    clock,
    mirrors: () => settings.settings.mirrors,
    freeBytes,
    exclusive,
  });
  const models = new ModelService({
    models: catalogue.models,
    device: await readDeviceFacts(),
    drivers,
    files,
    shop,
    onStatus: (status) => outbox.add({ type: 'model', status }),
    async warmUp(engine, signal) {
      for (const request of prefixRequests(tools, engine.info, rules))
        await engine.prefill?.(request, { signal });
    },
  });
  return { models, files };
}

/** One tab at a time, so that two do not write one file. */
function exclusive<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(name, { signal }, task) : task();
}

function chosenModel({ models, defaultModel }: Catalogue, { settings }: SettingsStore): string | null {
  const chosen =
    models.find(({ id }) => id === settings.modelId) ?? models.find(({ id }) => id === defaultModel);
  return chosen?.id ?? null;
}
