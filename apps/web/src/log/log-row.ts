import { baseStyles, define, formatDuration, formatTime, icon } from '@kinglet/element';
import type { LogRow } from '@kinglet/spec';
import { css, html, LitElement, nothing } from 'lit';
import { strings } from '../strings.ts';
import { costText, rowFacts } from './row-facts.ts';

const words = strings.log;

/** One model call: a line at a glance, everything when opened. Fires `kinglet-remove` when the user deletes it. */
class KingletLogRow extends LitElement {
  static override properties = { row: { attribute: false }, opened: { state: true } };
  static override styles = [
    baseStyles,
    css`
      :host {
        display: block;
        content-visibility: auto;
        contain-intrinsic-block-size: auto 4.2rem;
      }
      details {
        border: 1px solid var(--k-border);
        border-radius: var(--k-radius);
        background: var(--k-surface);
      }
      summary {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: 0.1rem 1rem;
        padding: 0.6rem 0.9rem;
        border-radius: var(--k-radius);
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover {
        background: var(--k-sunken);
      }
      .text {
        overflow: hidden;
        font-weight: 550;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .facts {
        grid-column: 1 / -1;
        font-variant-numeric: tabular-nums;
      }
      .place {
        display: inline-flex;
        align-items: center;
        gap: 0.35rem;
        color: var(--k-accent);
        font-size: 0.875em;
        font-weight: 600;
      }
      .place.remote {
        color: var(--k-warn);
      }
      .body {
        display: grid;
        gap: 0.75rem;
        padding: 0.4rem 0.9rem 0.9rem;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr));
        gap: 0.5rem 1.5rem;
        font-size: 0.9375em;
      }
      dt {
        color: var(--k-muted);
        font-size: 0.875em;
      }
      dd,
      pre {
        overflow-wrap: anywhere;
      }
      h4 {
        margin: 0;
        font-size: 0.9375em;
      }
      pre {
        max-block-size: 18rem;
        padding: 0.6rem 0.8rem;
        overflow: auto;
        border-radius: calc(var(--k-radius) * 0.7);
        background: var(--k-sunken);
        font-family: var(--k-mono);
        font-size: 0.8125rem;
        white-space: pre-wrap;
      }
    `,
  ];
  declare row: LogRow | null;
  declare opened: boolean;

  constructor() {
    super();
    this.row = null;
    this.opened = false;
  }

  override render() {
    const row = this.row;
    if (!row) return nothing;
    const toggle = (event: Event) => {
      this.opened = (event.target as HTMLDetailsElement).open;
    };
    const { stats } = row;
    const short = [
      formatTime(row.timeMs),
      words.kinds[row.kind],
      row.adapter ?? row.modelId,
      formatDuration(stats.durationMs),
      costText(stats),
    ];
    return html`<details @toggle=${toggle}>
      <summary>
        <span class="text" dir="auto">${lastLine(row.prompt)}</span>
        <span class="place ${row.place}">${icon(row.place)}${words.places[row.place]}</span>
        <span class="facts muted">${short.join(' · ')}</span>
      </summary>
      ${this.opened ? this.#body(row) : nothing}
    </details>`;
  }

  #body(row: LogRow) {
    const remove = () => this.dispatchEvent(new Event('kinglet-remove', { bubbles: true, composed: true }));
    return html`<div class="body">
      <dl>
        ${rowFacts(row).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
      </dl>
      ${longText(words.fields.prompt, row.prompt)}${longText(words.fields.reply, row.reply)}
      ${longText(words.fields.calls, row.toolCalls.map(({ name, argumentsText }) => `${name} ${argumentsText}`).join('\n'))}
      <div class="row"><button type="button" class="quiet" @click=${remove}>${icon('bin')}${words.remove}</button></div>
    </div>`;
  }
}

function longText(title: string, text: string) {
  return text === '' ? nothing : html`<h4>${title}</h4><pre tabindex="0" dir="auto">${text}</pre>`;
}

/** The end of a prompt is what the user said; what comes before is the same for every row. */
function lastLine(prompt: string): string {
  return prompt.trimEnd().split('\n').at(-1) ?? '';
}

define('kinglet-log-row', KingletLogRow);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-log-row': KingletLogRow;
  }
}
