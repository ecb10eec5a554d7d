import type { ClientState, RunView } from '@kinglet/runtime/client';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { canAskLarger } from '../../controller/can-ask-larger.ts';
import { define } from '../../define.ts';
import { formatNumber } from '../../format.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import '../answer/answer.ts';
import '../user-message/user-message.ts';
import { threadStyles } from './thread.styles.ts';

/** How many of the newest runs are drawn at first, and how many more each time. */
const pageSize = 40;

/** The open conversation, oldest first. Long ones show their newest part, and more on request. */
export class KingletThread extends LitElement {
  static override properties = {
    state: { attribute: false },
    feedback: { attribute: false },
    shown: { state: true },
  };
  static override styles = [baseStyles, threadStyles];
  declare state: ClientState | null;
  declare feedback: ReadonlyMap<string, 'up' | 'down'>;
  declare shown: number;

  constructor() {
    super();
    this.state = null;
    this.feedback = new Map();
    this.shown = pageSize;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state') as ClientState | null | undefined;
    if (changed.has('state') && before?.conversation?.head.id !== this.state?.conversation?.head.id) {
      this.shown = pageSize;
    }
  }

  override render() {
    const runs = this.state?.runs ?? [];
    const hidden = Math.max(0, runs.length - this.shown);
    const more = () => {
      this.shown += pageSize;
    };
    return html`${
      hidden === 0
        ? nothing
        : html`<button type="button" class="quiet earlier" @click=${more}>${strings.agent.earlier(formatNumber(hidden))}</button>`
    }
      <ol>
        ${repeat(
          runs.slice(hidden),
          (run) => run.record.id,
          (run) => this.#run(run, run === runs.at(-1)),
        )}
      </ol>`;
  }

  #run(run: RunView, last: boolean) {
    const { state } = this;
    const modelId = run.badge?.modelId;
    const model = state?.models.find((status) => status.model.id === modelId)?.model;
    const siblings = state?.conversation?.siblings[run.record.id] ?? [];
    return html`<li class=${last ? 'last' : ''}>
      <kinglet-user-message
        .run=${run}
        .siblings=${siblings}
        ?editable=${last && run.status !== 'running'}
      ></kinglet-user-message>
      <kinglet-answer
        .run=${run}
        .modelName=${model?.name ?? null}
        .feedback=${this.feedback.get(run.rowIds.at(-1) ?? '') ?? null}
        ?canAskLarger=${state !== null && canAskLarger(state) && run.badge?.place !== 'remote'}
      ></kinglet-answer>
    </li>`;
  }
}

define('kinglet-thread', KingletThread);
