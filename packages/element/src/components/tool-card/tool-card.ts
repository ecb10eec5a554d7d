import type { RunPart } from '@kinglet/runtime/client';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatDuration } from '../../format.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { callStyles } from '../../styles/call.styles.ts';
import { argumentsTable, parseArguments } from './arguments-table.ts';
import { toolCardStyles } from './tool-card.styles.ts';

export type ToolPart = Extract<RunPart, { kind: 'tool' }>;

const words = strings.tool;
const resultPreviewLength = 160;

/**
 * One tool call: its name, state and result at a glance; arguments, origin, risk and duration when opened.
 *
 * @csspart card - the whole card
 */
export class KingletToolCard extends LitElement {
  static override properties = {
    call: { attribute: false },
    answered: { type: Boolean },
    withdrawn: { state: true },
  };
  static override styles = [baseStyles, callStyles, toolCardStyles];
  declare call: ToolPart | null;
  /** The result stands below as the answer: the glance leaves it out. */
  declare answered: boolean;
  /** Id of the rule that was withdrawn here. */
  declare withdrawn: string | null;

  constructor() {
    super();
    this.call = null;
    this.answered = false;
    this.withdrawn = null;
  }

  override render() {
    const part = this.call;
    if (!part) return nothing;
    return html`<details part="card" class="card ${part.state}">
      <summary aria-label=${`${words.label(part.tool)}: ${words.states[part.state]}`}>
        <span class="head">
          ${icon('tool')}<span class="name">${part.tool}</span>
          <span class="state">${part.state === 'failed' ? icon('warning') : nothing}${words.states[part.state]}</span>
        </span>
        ${this.#glance(part)}
      </summary>
      <div class="body">
        ${argumentsTable(parseArguments(part.argumentsJson))}
        ${part.content === null ? nothing : html`<h4>${words.result}</h4><pre tabindex="0" dir="auto">${part.content}</pre>`}
        <dl class="muted">
          <dt>${words.origin}</dt>
          <dd>${part.origin === 'built-in' ? words.builtIn : part.origin}</dd>
          <dt>${words.risk}</dt>
          <dd>${words.risks[part.risk]}</dd>
          ${part.durationMs === null ? nothing : html`<dt>${words.duration}</dt><dd><bdi>${formatDuration(part.durationMs)}</bdi></dd>`}
        </dl>
        ${part.ruleId === undefined ? nothing : this.#rule(part.ruleId)}
      </div>
    </details>`;
  }

  /** Why it ran unasked, and how that ends: here too, since a page that embeds us has no settings to show. */
  #rule(ruleId: string) {
    const withdraw = () => {
      this.withdrawn = ruleId;
      ask(this, { type: 'withdraw-rule', id: ruleId });
    };
    if (this.withdrawn === ruleId) return html`<p class="muted" role="status">${words.withdrawn}</p>`;
    return html`<p class="muted">
      ${words.byRule} <button type="button" class="quiet" @click=${withdraw}>${words.withdraw}</button>
    </p>`;
  }

  /** What a person wants of it without opening it: what was understood, and what came out. */
  #glance({ understood, content, argumentsJson }: ToolPart) {
    const asked = understood ?? Object.values(parseArguments(argumentsJson)).map(String).join(', ');
    return html`<span class="glance" dir="auto">
      ${asked === '' ? nothing : html`<span class="asked">${clip(asked)}</span>`}
      ${content === null || this.answered ? nothing : html`<span class="result">${clip(content)}</span>`}
    </span>`;
  }
}

function clip(text: string): string {
  return text.length <= resultPreviewLength ? text : `${text.slice(0, resultPreviewLength)}…`;
}

define('kinglet-tool-card', KingletToolCard);
