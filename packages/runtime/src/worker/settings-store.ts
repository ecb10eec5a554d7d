import type { Settings } from '../shared/index.ts';
import type { KeyValues } from './key-values.ts';
import { parseSettings, readSettings } from './parse-settings.ts';

/** The settings: in memory for everyone who asks, stored for the next visit. */
export interface SettingsStore {
  readonly settings: Settings;
  /** Validates, keeps, and writes. @throws KingletError `invalid-input` and changes nothing. */
  update(patch: Partial<Settings>): Promise<Settings>;
}

/** `changed` is waited for after each update. */
export async function openSettings(
  values: KeyValues,
  { changed = async () => {} }: { changed?: () => Promise<void> } = {},
): Promise<SettingsStore> {
  let settings = readSettings(await values.get('settings'));
  return {
    get settings() {
      return settings;
    },
    async update(patch) {
      settings = parseSettings({ ...settings, ...patch });
      await values.put('settings', settings);
      await changed();
      return settings;
    },
  };
}
