import type { Session } from '../session.ts';

/** Every tab has the settings as they are now. */
export function tellSettings({
  settings,
  endpoint,
  tabs,
}: Pick<Session, 'settings' | 'endpoint' | 'tabs'>): void {
  tabs.tell({ type: 'settings', settings: settings.settings, hasKey: endpoint.hasKey });
}
