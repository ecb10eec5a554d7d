import type { RunLimits } from '@kinglet/agent';
import { prefixRequests } from '@kinglet/agent';
import {
  type Clock,
  type KingletError,
  type ModelRecord,
  type StandingRule,
  type Tool,
  type ToolDefinition,
  toolSignatures,
} from '@kinglet/spec';
import {
  builtInTools,
  type FactStore,
  openFacts,
  openNotes,
  openReminders,
  ReminderScheduler,
  readMore,
  remember,
  type Sandbox,
  userTools as toolsOf,
} from '@kinglet/tools';
import type { UsageLog } from '@kinglet/usage-log';
import type { BootOptions, PageModel, Snapshot } from '../shared/index.ts';
import { type DeviceFacts, readDeviceFacts } from './device-facts.ts';
import { createDeviceMeter, type DeviceMeter } from './device-meter/device-meter.ts';
import { reportedDevice } from './device-meter/reported-device.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { FactList } from './fact-list.ts';
import { freeBytes } from './free-bytes.ts';
import type { Journal } from './journal/journal.ts';
import { type AdapterService, createAdapterService } from './models/adapter-service.ts';
import type { EngineDrivers } from './models/engine-drivers.ts';
import { createImportService, type ImportService } from './models/import-service.ts';
import { largerModel } from './models/larger-model.ts';
import { ModelFiles } from './models/model-files.ts';
import { ModelPace } from './models/model-pace.ts';
import { ModelService } from './models/model-service.ts';
import { createStepDown, type StepDown } from './models/step-down.ts';
import type { AdapterShop } from './models/supply-model.ts';
import { tabProgress, tabProgressChannel } from './models/tab-progress.ts';
import { UnpinnedFiles } from './models/unpinned-files.ts';
import type { QueuedEngine } from './queued-engine.ts';
import { holdRun } from './runs/hold-run.ts';
import { RunService } from './runs/run-service.ts';
import type { Kept } from './runs/run-service-options.ts';
import type { StandingRules } from './runs/standing-rules.ts';
import type { SettingsStore } from './settings-store.ts';
import { openStores, type Stores } from './stores.ts';
import { DueReminders } from './tabs/due-reminders.ts';
import type { Tabs } from './tabs/tabs.ts';
import { tellSettings } from './tabs/tell-settings.ts';
import { openUserTools, type UserToolShelf } from './user-tool-shelf.ts';

/** What a worker is made of beside its stores. */
export interface SessionParts {
  /** Some engines run on the page. */
  drivers(page: PageModel): EngineDrivers;
  /** Of the worker's script, and so of the engines in it: what another one measured is measured again. */
  readonly version: string;
  readonly clock: Clock;
  /** Runs the tools that the user wrote. */
  readonly sandbox: Sandbox;
  /** Of a run, those that are not the agent's defaults; absent: none. */
  readonly limits?: Partial<RunLimits>;
}

/** Everything that lives as long as the worker does. */
export interface Session {
  /** Those that it serves. */
  readonly tabs: Tabs;
  readonly settings: SettingsStore;
  readonly endpoint: Endpoint;
  readonly journal: Journal;
  readonly usageLog: UsageLog;
  /** Of all the tools that there are. */
  readonly tools: readonly ToolDefinition[];
  readonly models: ModelService;
  readonly adapters: AdapterService;
  readonly imports: ImportService;
  readonly runs: RunService;
  readonly standing: StandingRules;
  readonly dueReminders: DueReminders;
  readonly factStore: FactStore;
  readonly userTools: UserToolShelf;
  readonly sandbox: Sandbox;
  readonly clock: Clock;
  readonly stepDown: StepDown;
  readonly meter: DeviceMeter;
  /** Id of the model that the user chose, else the page's author, else the catalogue's default; null where there is none. */
  modelId(): string | null;
  snapshot(): Snapshot;
}

/** Opens the stores, looks at the device, and puts it all together. Never rejects for want of storage. */
export async function openSession(
  boot: BootOptions,
  { drivers: driversFor, version, clock, sandbox, limits = {} }: SessionParts,
  { tabs, page }: { tabs: Tabs; page: PageModel },
): Promise<Session> {
  const drivers = driversFor(page);
  const notice = (error: KingletError) => tabs.tell({ type: 'notice', error: error.toShape() });
  const standingChanged = (rules: readonly StandingRule[]) => tabs.tell({ type: 'standing-rules', rules });
  const stores = await openStores({
    catalogueUrl: boot.catalogueUrl,
    drivers,
    version,
    clock,
    notice,
    standingChanged,
  });
  const { values, settings, catalogue, rules, own, losses, standing, ledger, journal, usageLog } = stores;
  const { approvedFetch, pageFetch } = stores;
  const reminderStore = openReminders();
  const tools = builtInTools({ notes: openNotes(), reminders: reminderStore, fetch: pageFetch });
  const endpoint = createEndpoint({ settings, fetch: approvedFetch, clock });
  const definitions = tools.map(({ definition }) => definition);
  const factStore = openFacts();
  const facts = await FactList.open(factStore, {
    changed: (list) => tabs.tell({ type: 'facts', facts: list }),
  });
  const companions = [readMore, remember(factStore)];
  const userTools = await openUserTools(values, {
    reserved: [...tools, ...companions].map(({ definition }) => definition.name),
  });
  const kept = {
    companions,
    userTools: () => toolsOf(userTools.tools, sandbox),
    facts: () => facts.facts.map(({ text }) => text),
  };
  const shop = { ...stores, signatures: toolSignatures(definitions) };
  const device = await readDeviceFacts(page);
  const stepDown: StepDown = createStepDown({
    models: () => models,
    ...{ losses, clock },
    defaultId: catalogue.defaultModel,
    modelId: () => modelId(),
    choose: (id) => {
      void settings.update({ modelId: id });
      tellSettings({ settings, endpoint, tabs });
    },
    notice,
  });
  const { models, files } = await openModels(
    stores,
    { drivers, clock },
    { tools, kept, shop, device, tabs, stepDown },
  );
  await models.survey(boot.crashedModelId);

  const defaultModelId = () =>
    chosenModel(models.records, [boot.siteModelId ?? null, catalogue.defaultModel]);
  const modelId = () => chosenModel(models.records, [settings.settings.modelId, defaultModelId()]);
  const larger = () => largerModel(models.statuses, modelId());
  /** The chosen model is loaded again once no run needs the larger one. */
  const comeBack = async () => {
    const id = modelId();
    await runs.idle();
    if (id !== null && models.engine?.info.modelId !== id) await models.load(id).catch(() => {});
  };
  const runs: RunService = new RunService({
    journal,
    tell: (event, conversationId) => tabs.tell(event, conversationId),
    clock,
    tools,
    ...kept,
    localEngine: async (signal, conversationId) => {
      const engine = await engineInForce(models, { modelId, signal });
      return engine?.withPlace(() => tabs.isVisible(conversationId)) ?? null;
    },
    remote: () => endpoint.target(),
    log: () => (settings.settings.log.enabled ? usageLog : null),
    online: () => navigator.onLine,
    hold: holdRun,
    rules,
    standing,
    ledger,
    largerLocal: {
      isThere: () => settings.settings.largerLocal && larger() !== null,
      load: async ({ signal }) => {
        const status = larger();
        return status && (await models.engineFor(status.model.id, signal));
      },
    },
    comeBack: () => void comeBack(),
    limitsOf: () => settings.settings,
    limits,
    timeZone: boot.timeZone,
    locale: boot.locale,
    origin: location.origin,
  });
  const dueReminders = new DueReminders(new ReminderScheduler(reminderStore, clock), tabs);
  const idle = () => runs.idle();
  const adapters = createAdapterService({ shop, files, models, freeBytes, idle });
  const imports = createImportService({
    ...{ adapters, models, files, shelf: own, device, clock },
    onProgress: (progress) => tabs.tell({ type: 'import', progress }),
  });
  const meter = createDeviceMeter({
    ...{ models, device, modelId, clock, idle, build: version },
    describe: () => reportedDevice(device),
  });
  return {
    tools: definitions,
    ...{
      tabs,
      settings,
      endpoint,
      journal,
      usageLog,
      models,
      adapters,
      imports,
      runs,
      standing,
      dueReminders,
      factStore,
      userTools,
      sandbox,
      clock,
      stepDown,
      meter,
      modelId,
    },
    snapshot: () => ({
      settings: settings.settings,
      hasKey: endpoint.hasKey,
      standingRules: standing.list,
      models: models.statuses,
      defaultModelId: defaultModelId(),
      conversations: journal.heads,
      dueReminders: dueReminders.list,
      facts: facts.facts,
      userTools: userTools.tools,
    }),
  };
}

/** The engine of the chosen model; where another one takes its place meanwhile, of that. */
async function engineInForce(
  models: ModelService,
  { modelId, signal }: { modelId: () => string | null; signal: AbortSignal },
): Promise<QueuedEngine | null> {
  let tried: string | null = null;
  for (let id = modelId(); id !== null && id !== tried; id = modelId()) {
    tried = id;
    const engine = await models.engineFor(id, signal);
    if (engine) return engine;
  }
  return null;
}

async function openModels(
  { settings, catalogue, rules, own, uses, losses, speeds, pins, directory, approvedFetch }: Stores,
  { drivers, clock }: { drivers: EngineDrivers; clock: Clock },
  {
    tools,
    kept,
    shop,
    device,
    tabs,
    stepDown,
  }: {
    tools: readonly Tool[];
    kept: Kept;
    shop: AdapterShop;
    device: DeviceFacts;
    tabs: Tabs;
    stepDown: StepDown;
  },
): Promise<{ models: ModelService; files: ModelFiles }> {
  const access = {
    ...{ directory, fetch: approvedFetch, clock, freeBytes, exclusive },
    mirrors: () => settings.settings.mirrors,
  };
  const files = new ModelFiles({ ...access, tabs: tabProgress(new BroadcastChannel(tabProgressChannel)) });
  const unpinned = new UnpinnedFiles({ ...access, pins });
  const models = new ModelService({
    models: [
      ...catalogue.models
        .filter(({ engine }) => engine !== 'built-in' || device.builtIn !== null)
        .map((model) => unpinned.known(model)),
      ...own.records.filter((model) => !isListed(model, catalogue.models)),
    ],
    ...{ own, device, uses, clock, freeBytes },
    pace: new ModelPace({ speeds, losses, device, clock, pinned: () => settings.settings.backend }),
    drivers,
    ...{ files, unpinned },
    shop,
    onStatus: (status) => tabs.tell({ type: 'model', status }),
    onRemoved: (modelId) => tabs.tell({ type: 'model-removed', modelId }),
    faults: stepDown,
    async warmUp(engine, signal) {
      const { companions, userTools, facts } = kept;
      const all = [...tools, ...userTools()];
      for (const request of prefixRequests(all, engine.info, { rules, companions, facts: facts() }))
        await engine.prefill?.(request, { signal });
    },
  });
  return { models, files };
}

/** One tab at a time, so that two do not write one file. */
function exclusive<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request(name, { signal }, task) : task();
}

/** The first of the ids that is in the list; null where none is. */
function chosenModel(models: readonly ModelRecord[], ids: readonly (string | null)[]): string | null {
  return ids.find((wanted) => models.some(({ id }) => id === wanted)) ?? null;
}

/** A newer catalogue may have come to hold the very file that the user brought. */
function isListed({ files: [own] }: ModelRecord, catalogue: readonly ModelRecord[]): boolean {
  return catalogue.some(({ files }) => files.some(({ sha256 }) => sha256 === own?.sha256));
}
