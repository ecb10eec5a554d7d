import {
  baseStyles,
  currentModel,
  define,
  formatDuration,
  formatNumber,
  progressStyles,
} from '@kinglet/element';
import type { ClientState, KingletClient } from '@kinglet/runtime/client';
import {
  type CheckOutcome,
  type DeviceReport,
  deviceChecks,
  type MeasureProgress,
} from '@kinglet/runtime/shared';
import { css, html, LitElement, nothing } from 'lit';
import { download } from '../log/download.ts';
import { strings } from '../strings.ts';
import { formStyles } from '../styles/form.styles.ts';

const words = strings.bench;

/** Measures the chosen model on this device: what it found, and the report as a file. */
class KingletBenchView extends LitElement {
  static override properties = {
    client: { attribute: false },
    state: { attribute: false },
    report: { state: true },
    error: { state: true },
    working: { state: true },
    copied: { state: true },
  };
  static override styles = [
    baseStyles,
    progressStyles,
    formStyles,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.4rem 0.9rem 0.4rem 0;
        border-block-start: 1px solid var(--k-border);
        text-align: start;
        vertical-align: top;
      }
      thead th {
        border: 0;
        color: var(--k-muted);
        font-size: 0.8125em;
        font-weight: 400;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem 2rem;
      }
      dt {
        color: var(--k-muted);
        font-size: 0.8125em;
      }
      dd {
        overflow-wrap: anywhere;
        font-weight: 600;
      }
      .checks {
        display: grid;
        gap: 0.5rem;
      }
      .checks li {
        display: grid;
        grid-template-columns: 5.5rem minmax(0, 1fr);
        gap: 0.6rem;
      }
      .pass {
        color: var(--k-good);
        font-weight: 600;
      }
      .fail {
        color: var(--k-bad);
        font-weight: 600;
      }
      .reason {
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare client: KingletClient | null;
  declare state: ClientState | null;
  declare report: DeviceReport | null;
  /** What went wrong and what to do next, or that it was stopped. */
  declare error: string | null;
  /** From the press of the button to the answer. */
  declare working: boolean;
  declare copied: boolean;

  constructor() {
    super();
    this.client = null;
    this.state = null;
    this.report = null;
    this.error = null;
    this.working = false;
    this.copied = false;
  }

  override render() {
    const { state, working, report } = this;
    const model = state && currentModel(state);
    const isHere = model?.phase === 'ready' || model?.phase === 'stored' || working;
    return html`<div class="page">
      <header>
        <h2>${words.title}</h2>
        <p>${words.lead}</p>
      </header>
      <section class="card" aria-label=${words.title}>
        ${isHere || !state ? nothing : html`<p>${words.noModel} <a href="#/models">${words.toModels}</a></p>`}
        ${isHere && model ? html`<p>${words.measures(model.model.name)}</p>` : nothing}
        <div class="row">
          <button
            type="button"
            class=${working || report ? '' : 'primary'}
            ?disabled=${!isHere}
            @click=${working ? this.#stop : this.#start}
          >
            ${working ? words.stop : report ? words.again : words.start}
          </button>
        </div>
        ${working ? this.#progress(state?.measuring ?? null) : nothing}
        <p class="result bad" role="status">${this.error ?? ''}</p>
      </section>
      ${report ? this.#found(report) : nothing}
    </div>`;
  }

  #progress(progress: MeasureProgress | null) {
    const step = progress ? words.steps[progress.step] : words.begins;
    const total = progress?.total ?? deviceChecks.length + 1;
    return html`<div>
      <p aria-live="polite">${step}</p>
      <progress aria-label=${words.progress} max=${total} .value=${progress?.done ?? 0}></progress>
    </div>`;
  }

  #found(report: DeviceReport) {
    return html`<section class="card">
        <h3>${words.report}</h3>
        <div class="row">
          <button type="button" class="primary" @click=${this.#save}>${words.download}</button>
          <button type="button" @click=${this.#copy}>${this.copied ? words.copied : words.copy}</button>
        </div>
        <p class="muted">${words.private}</p>
      </section>
      <section class="card"><h3>${words.device}</h3>${this.#device(report)}</section>
      <section class="card"><h3>${words.speed}</h3>${this.#speeds(report)}</section>
      <section class="card"><h3>${words.checks}</h3>
        <ul class="checks">${report.checks.map(checkRow)}</ul>
      </section>`;
  }

  #device({ device, model, roundTripMs }: DeviceReport) {
    const { gpu, cores, memoryGib, crossOriginIsolated, userAgent } = device;
    const card = gpu
      ? [gpu.description || [gpu.vendor, gpu.architecture].filter(Boolean).join(' ') || words.unnamed]
      : [words.noGpu];
    return html`<dl>
      ${fact(words.facts.model, model.id)}
      ${fact(words.facts.cores, formatNumber(cores))}
      ${fact(words.facts.memory, memoryGib === null ? words.unknown : words.gib(formatNumber(memoryGib)))}
      ${fact(words.facts.isolated, crossOriginIsolated ? words.yes : words.no)}
      ${fact(words.facts.gpu, card.join(' '))}
      ${gpu ? fact(words.facts.f16, gpu.shaderF16 ? words.yes : words.no) : nothing}
      ${fact(words.facts.roundTrip, formatDurationOf(roundTripMs))}
      ${fact(words.facts.browser, userAgent)}
    </dl>`;
  }

  #speeds({ speeds }: DeviceReport) {
    const columns = [words.columns.place, words.columns.read, words.columns.write];
    const times = [words.columns.load, words.columns.cold, words.columns.reused];
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.speed}><table>
      <thead><tr>${[...columns, ...times].map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${speeds.map((speed) => {
        const place = words.places[speed.backend];
        if ('error' in speed)
          return html`<tr><th scope="row">${place}</th><td colspan="5" class="reason">${speed.error}</td></tr>`;
        const { threads, prefillPerSecond, decodePerSecond, loadMs, firstTextMs, reusedTokens } = speed;
        return html`<tr>
          <th scope="row">${place}${threads > 0 ? words.threads(formatNumber(threads)) : ''}</th>
          <td>${rate(prefillPerSecond)}</td>
          <td>${rate(decodePerSecond)}</td>
          <td>${formatDuration(loadMs)}</td>
          <td>${formatDuration(firstTextMs.cold)}</td>
          <td>${formatDuration(firstTextMs.reused)}${reusedTokens === null ? '' : words.reused(formatNumber(reusedTokens))}</td>
        </tr>`;
      })}</tbody>
    </table></div>`;
  }

  readonly #start = async (): Promise<void> => {
    this.error = null;
    this.report = null;
    this.copied = false;
    this.working = true;
    try {
      const report = await this.client?.measureDevice();
      if (report) this.report = report;
      else this.error = words.stopped;
    } catch (thrown) {
      this.error = words.failed(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      this.working = false;
    }
  };

  readonly #stop = (): void => {
    this.client?.stopMeasuring().catch(() => {}); // The measurement itself says what is wrong.
  };

  readonly #save = (): void => {
    download(new Blob([this.#json()], { type: 'application/json' }), reportName);
  };

  readonly #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.#json()).then(
      () => {
        this.copied = true;
      },
      () => {
        this.error = words.notCopied;
      },
    );
  };

  #json(): string {
    return `${JSON.stringify(this.report, null, 2)}\n`;
  }
}

/** The file that the report is saved as. */
const reportName = 'kinglet-device-report.json';

function fact(name: string, value: string) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function checkRow({ check, outcome, reason }: CheckOutcome) {
  return html`<li>
    <span class=${outcome}>${words.outcomes[outcome]}</span>
    <span>${words.steps[check]}${reason === null ? nothing : html`<br /><span class="muted reason">${reason}</span>`}</span>
  </li>`;
}

function rate(perSecond: number | null): string {
  return perSecond === null ? words.unknown : words.perSecond(formatNumber(perSecond));
}

/** A round trip takes less than a millisecond. */
function formatDurationOf(durationMs: number): string {
  return `${formatNumber(durationMs)} ms`;
}

define('kinglet-bench-view', KingletBenchView);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-bench-view': KingletBenchView;
  }
}
