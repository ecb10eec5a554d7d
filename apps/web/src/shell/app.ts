import {
  ask,
  baseStyles,
  ClientController,
  define,
  type IconName,
  icon,
  KingletAgent,
  themeStyles,
} from '@kinglet/element';
import type { KingletClient } from '@kinglet/runtime/client';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { type MainRoute, type Route, routes } from '../routing/route.ts';
import { RouteController } from '../routing/route-controller.ts';
import { strings } from '../strings.ts';
import '../views/conversation-list.ts';
import '../views/log-view.ts';
import '../views/models-view.ts';
import '../views/settings-view.ts';
import { appStyles } from './app.styles.ts';
import { mark } from './mark.ts';

const words = strings.app;
const routeIcons: Readonly<Record<MainRoute, IconName>> = {
  chat: 'chat',
  models: 'model',
  log: 'log',
  settings: 'settings',
};

/** The whole app: navigation, conversations and the view that the address names. */
class KingletApp extends LitElement {
  static override properties = { client: { attribute: false } };
  static override styles = [themeStyles, baseStyles, appStyles];
  declare client: KingletClient | null;
  readonly #controller = new ClientController(this);
  readonly #route = new RouteController(this);

  constructor() {
    super();
    this.client = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('client')) this.#controller.client = this.client;
  }

  override render() {
    const route = this.#route.current;
    return html`<header>
        <h1>${mark()}<span>${words.name}</span></h1>
        ${this.#controller.state?.online === false ? html`<span class="offline" title=${words.offlineHint}>${words.offline}</span>` : nothing}
        ${route === 'chat' ? this.#menuButtons() : nothing}
      </header>
      <nav aria-label=${words.navigation}>${routes.map((name) => this.#link(name, route))}</nav>
      <aside aria-label=${words.conversations}>${this.#conversations()}</aside>
      <main>
        <kinglet-agent .client=${this.client} ?hidden=${route !== 'chat'}></kinglet-agent>
        ${this.#view(route)}
      </main>
      <dialog id="drawer" aria-label=${words.conversations} @click=${this.#onBackdrop}>
        <div class="row end">
          <button type="button" class="quiet only-icon" aria-label=${words.close} @click=${this.#closeDrawer}>${icon('close')}</button>
        </div>
        ${this.#conversations()}
      </dialog>`;
  }

  /** With a keyboard at hand the user can write at once. */
  override firstUpdated(): void {
    const agent = this.renderRoot.querySelector('kinglet-agent');
    if (this.#route.current !== 'chat' || !matchMedia('(pointer: fine)').matches) return;
    void agent?.updateComplete.then(() => agent.focus());
  }

  override updated(): void {
    document.title = `${strings.views[this.#route.current]} · ${words.name}`;
  }

  #menuButtons() {
    return html`<div class="menu">
      <button
        type="button"
        class="quiet only-icon"
        aria-label=${strings.conversations.new}
        title=${strings.conversations.new}
        @click=${() => ask(this, { type: 'new-conversation' })}
      >
        ${icon('plus')}
      </button>
      <button type="button" class="quiet only-icon" aria-label=${words.conversations} title=${words.conversations} @click=${this.#openDrawer}>
        ${icon('menu')}
      </button>
    </div>`;
  }

  #link(name: MainRoute, current: Route) {
    return html`<a href="#/${name}" aria-current=${name === current ? 'page' : nothing}>
      ${icon(routeIcons[name])}<span>${strings.views[name]}</span>
    </a>`;
  }

  #conversations() {
    const state = this.#controller.state;
    return html`<kinglet-conversation-list
      .heads=${state?.conversations ?? []}
      .openId=${state?.conversation?.head.id ?? null}
      @kinglet-chosen=${this.#onChosen}
    ></kinglet-conversation-list>`;
  }

  #view(route: Route) {
    const { state } = this.#controller;
    switch (route) {
      case 'chat':
        return nothing;
      case 'models':
        return html`<kinglet-models-view .client=${this.client} .state=${state}></kinglet-models-view>`;
      case 'log':
        return html`<kinglet-log-view .client=${this.client} .state=${state}></kinglet-log-view>`;
      case 'settings':
        return html`<kinglet-settings-view .client=${this.client} .state=${state}></kinglet-settings-view>`;
      case 'bench':
        // Few come here: its code is fetched then. Set before it is there, its properties wait for it.
        void import('../views/bench-view.ts');
        return html`<kinglet-bench-view .client=${this.client} .state=${state}></kinglet-bench-view>`;
    }
  }

  get #drawer(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('#drawer');
  }

  readonly #openDrawer = (): void => this.#drawer?.showModal();
  readonly #closeDrawer = (): void => this.#drawer?.close();

  readonly #onBackdrop = (event: Event): void => {
    if (event.target === this.#drawer) this.#closeDrawer();
  };

  readonly #onChosen = (): void => {
    this.#closeDrawer();
    location.hash = '#/chat';
    this.renderRoot.querySelector('kinglet-agent')?.focus();
  };
}

define('kinglet-agent', KingletAgent);
define('kinglet-app', KingletApp);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-app': KingletApp;
  }
}
