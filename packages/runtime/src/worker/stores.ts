import type { Ledger } from '@kinglet/agent';
import { type AdapterRule, knownRules, type PolicyFile } from '@kinglet/router';
import { type Catalogue, type Clock, KingletError, type StandingRule, toKingletError } from '@kinglet/spec';
import { openUsageLog, type UsageLog } from '@kinglet/usage-log';
import { createApprovedFetch, createPageFetch, type Fetch, guardRealm } from './approved-fetch.ts';
import { approvedOrigins } from './approved-origins.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { fetchPolicyFile } from './fetch-policy-file.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/open-journal.ts';
import { type KeyValues, openKeyValues } from './key-values.ts';
import { type AdapterShelf, openAdapterShelf } from './models/adapter-shelf.ts';
import type { EngineDrivers } from './models/engine-drivers.ts';
import { type FilePins, openFilePins } from './models/file-pins.ts';
import { memoryDirectory } from './models/memory-directory.ts';
import type { ModelDirectory } from './models/model-directory.ts';
import { type ModelLosses, openModelLosses } from './models/model-losses.ts';
import { type ModelShelf, openModelShelf } from './models/model-shelf.ts';
import { type ModelSpeeds, openModelSpeeds } from './models/model-speeds.ts';
import { type ModelUses, openModelUses } from './models/model-uses.ts';
import { openOpfsDirectory } from './models/opfs-directory.ts';
import { openLedger } from './open-ledger.ts';
import { createPublicFetch } from './public-fetch.ts';
import { publishOrigins } from './published-origins.ts';
import { readThrough } from './read-through.ts';
import { redirectHosts } from './redirect-hosts.ts';
import { openStandingRules, type StandingRules } from './runs/standing-rules.ts';
import { openSettings, type SettingsStore } from './settings-store.ts';

/** All that a session reads and writes beside its memory. */
export interface Stores {
  /** Where the settings are, and other small things. */
  readonly values: KeyValues;
  readonly settings: SettingsStore;
  readonly catalogue: Catalogue;
  /** Of the router's policy file: those whose specialists are there. */
  readonly rules: readonly AdapterRule[];
  readonly directory: ModelDirectory;
  /** The specialists that the user brought. */
  readonly shelf: AdapterShelf;
  /** The models that the user brought. */
  readonly own: ModelShelf;
  /** When each model was last loaded. */
  readonly uses: ModelUses;
  /** How often each model's engine was lost of late. */
  readonly losses: ModelLosses;
  /** What was learned of files of which not all is published. */
  readonly pins: FilePins;
  /** How fast each model ran. */
  readonly speeds: ModelSpeeds;
  /** What the user decided for good about tools. */
  readonly standing: StandingRules;
  /** What the larger model cost. */
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly usageLog: UsageLog;
  /** Reaches the approved origins and no other. */
  readonly approvedFetch: Fetch;
  /** Reaches any public address, for a call that policy and user approved. */
  readonly pageFetch: typeof globalThis.fetch;
}

/**
 * Opens the stores and puts a guard on the realm's `fetch`. Never rejects: what cannot be had is stood in for, for this
 * visit, and `notice` says so.
 */
export async function openStores({
  catalogueUrl,
  drivers,
  version,
  clock,
  notice,
  standingChanged,
}: {
  catalogueUrl: string;
  drivers: EngineDrivers;
  version: string;
  clock: Clock;
  notice: (error: KingletError) => void;
  standingChanged: (rules: readonly StandingRule[]) => void;
}): Promise<Stores> {
  const realmFetch = globalThis.fetch.bind(globalThis);
  const values = await openKeyValues('kinglet-settings', { denied: notice });
  const settings = await openSettings(values, { changed: () => publish() });
  let catalogue: Catalogue = { version: 1, defaultModel: '', models: [] };
  const origins = () =>
    approvedOrigins({ own: location.href, catalogueUrl, catalogue, settings: settings.settings, drivers });
  // Another site's page has no service worker of ours.
  const publish = async () => {
    if (new URL(catalogueUrl).origin === location.origin)
      await publishOrigins([...origins(), ...redirectHosts(origins())]);
  };
  const neverLeave = () => settings.settings.neverLeave;
  const approvedFetch = createApprovedFetch((origin) => origins().has(origin), {
    fetch: realmFetch,
    neverLeave,
  });
  const pageFetch = createPageFetch(createPublicFetch(readThrough(realmFetch, location.href)), {
    own: location.href,
    neverLeave,
  });
  guardRealm(globalThis, approvedFetch);

  const { signal } = new AbortController();
  const [
    read,
    policy,
    directory,
    shelf,
    own,
    uses,
    losses,
    speeds,
    pins,
    standing,
    ledger,
    journal,
    usageLog,
  ] = await Promise.all([
    fetchCatalogue(catalogueUrl, { fetch: approvedFetch, values, signal }).catch((thrown: unknown) => {
      notice(toKingletError(thrown, 'model-source'));
      return catalogue;
    }),
    fetchPolicyFile(catalogueUrl, { fetch: approvedFetch, values, signal }).catch((thrown: unknown) => {
      notice(toKingletError(thrown, 'invalid-input'));
      return null;
    }),
    openDirectory(notice),
    openAdapterShelf(values),
    openModelShelf(values),
    openModelUses(values),
    openModelLosses(values),
    openModelSpeeds(values, { version }),
    openFilePins(values),
    openStandingRules(values, {
      clock,
      days: () => settings.settings.approvalDays,
      changed: standingChanged,
    }),
    openLedger(values, { clock, caps: () => settings.settings.spend }),
    openJournal({ clock, notice }),
    openUsageLog({ clock, settings: settings.settings.log, onDropped: notice }),
  ]);
  catalogue = read;
  await publish();
  const rules = rulesOf(policy, { catalogue, shelf, notice });
  return {
    ...{
      values,
      settings,
      catalogue,
      rules,
      directory,
      shelf,
      own,
      uses,
      losses,
      speeds,
      pins,
      journal,
      usageLog,
    },
    ...{ standing, ledger, approvedFetch, pageFetch },
  };
}

/** A rule for a specialist that is not there is not obeyed, and `notice` says so. */
function rulesOf(
  policy: PolicyFile | null,
  {
    catalogue,
    shelf,
    notice,
  }: Pick<Stores, 'catalogue' | 'shelf'> & { notice: (error: KingletError) => void },
): readonly AdapterRule[] {
  if (policy === null) return [];
  const listed = catalogue.models.flatMap(({ adapters = [] }) => adapters);
  const ids = [...new Set([...listed, ...shelf.records].map(({ id }) => id))];
  const { rules, refused } = knownRules(policy, ids);
  for (const message of refused) notice(new KingletError('invalid-input', message));
  return rules;
}

async function openDirectory(notice: (error: KingletError) => void): Promise<ModelDirectory> {
  try {
    return await openOpfsDirectory();
  } catch (thrown) {
    notice(toKingletError(thrown, 'storage-denied'));
    return memoryDirectory();
  }
}
