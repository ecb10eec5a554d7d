import { ask, baseStyles, define } from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import { html, LitElement } from 'lit';
import '../settings/approvals-section.ts';
import '../settings/limits-section.ts';
import '../facts/fact-section.ts';
import { needsRestart } from '../settings/needs-restart.ts';
import '../settings/remote-section.ts';
import '../user-tools/user-tool-section.ts';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';

const words = strings.settings;

/**
 * What can be set: the larger model's endpoint, what may leave this device, what tools may do unasked, what is remembered, tools of
 * the user's own, and download mirrors.
 */
class KingletSettingsView extends LitElement {
  static override properties = { client: { attribute: false }, state: { attribute: false } };
  static override styles = [baseStyles, formStyles];
  declare client: KingletClient | null;
  declare state: ClientState | null;
  /** What they were when they were saved, until the new ones are here. */
  #mirrorsBefore: readonly string[] | null = null;

  constructor() {
    super();
    this.client = null;
    this.state = null;
  }

  override updated(): void {
    const before = this.#mirrorsBefore;
    const after = this.state?.settings.mirrors;
    if (!before || !after || after === before) return;
    this.#mirrorsBefore = null;
    if (needsRestart({ before, after })) ask(this, { type: 'restart' });
  }

  override render() {
    return html`<div class="page">
      <header><h2>${words.title}</h2></header>
      <kinglet-remote-section .client=${this.client} .state=${this.state}></kinglet-remote-section>
      <kinglet-limits-section .client=${this.client} .state=${this.state}></kinglet-limits-section>
      <kinglet-approvals-section .state=${this.state}></kinglet-approvals-section>
      <kinglet-fact-section .client=${this.client} .state=${this.state}></kinglet-fact-section>
      <kinglet-user-tool-section .client=${this.client} .state=${this.state}></kinglet-user-tool-section>
      <form class="card" @submit=${this.#saveMirrors}>
        <div>
          <h3><label for="mirrors">${words.mirrors}</label></h3>
          <p class="muted" id="mirrors-lead">${words.mirrorsLead}</p>
        </div>
        <textarea
          id="mirrors"
          name="mirrors"
          rows="3"
          dir="ltr"
          spellcheck="false"
          aria-describedby="mirrors-lead"
          .value=${(this.state?.settings.mirrors ?? []).join('\n')}
        ></textarea>
        <div class="row"><button type="submit">${words.save}</button></div>
      </form>
    </div>`;
  }

  readonly #saveMirrors = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = String(new FormData(event.target as HTMLFormElement).get('mirrors') ?? '');
    const mirrors = text.split(/\s+/).filter((line) => line !== '');
    this.#mirrorsBefore = this.state?.settings.mirrors ?? null;
    ask(this, { type: 'update-settings', patch: { mirrors } });
  };
}

define('kinglet-settings-view', KingletSettingsView);
