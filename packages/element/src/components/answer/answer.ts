import type { RunPart, RunView } from '@kinglet/runtime/client';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatNumber } from '../../format.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import '../badge-line/badge-line.ts';
import '../departures/departures.ts';
import '../escalation-note/escalation-note.ts';
import '../markdown/markdown.ts';
import '../message-actions/message-actions.ts';
import '../tool-card/tool-card.ts';
import { answerStyles } from './answer.styles.ts';

const words = strings.answer;

/** What the agent did with a message: its text, tool cards and notes, in order, and under them the badge and actions. */
export class KingletAnswer extends LitElement {
  static override properties = {
    run: { attribute: false },
    modelName: { type: String },
    canAskLarger: { type: Boolean },
    feedback: { attribute: false },
  };
  static override styles = [baseStyles, answerStyles];
  declare run: RunView | null;
  /** What people call the model that answered; null where only its id is known. */
  declare modelName: string | null;
  declare canAskLarger: boolean;
  declare feedback: 'up' | 'down' | null;

  constructor() {
    super();
    this.run = null;
    this.modelName = null;
    this.canAskLarger = false;
    this.feedback = null;
  }

  override render() {
    const run = this.run;
    if (!run) return nothing;
    const running = run.status === 'running';
    const lastText = running ? run.parts.findLastIndex(({ kind }) => kind === 'text') : -1;
    return html`<h3 class="visually-hidden">${words.said}</h3>
      ${run.parts.map((part, index) =>
        drawPart(part, {
          streaming: index === lastText && index === run.parts.length - 1,
          answered: isTheAnswer(part, run.parts[index + 1]),
        }),
      )}
      ${running ? activity(run) : this.#memoryNote(run)}${notice(run)}
      ${run.badge && !running ? html`<kinglet-badge-line .badge=${run.badge} .modelName=${this.modelName}></kinglet-badge-line>` : nothing}
      ${run.departures.length === 0 ? nothing : html`<kinglet-departures .departures=${run.departures}></kinglet-departures>`}
      ${
        running
          ? nothing
          : html`<kinglet-message-actions
              .run=${run}
              .feedback=${this.feedback}
              ?canAskLarger=${this.canAskLarger}
            ></kinglet-message-actions>`
      }`;
  }

  /** Under an answer that nothing in the conversation bears out; a larger model may know better. */
  #memoryNote({ parts, record }: RunView) {
    if (!parts.some((part) => part.kind === 'text' && part.unsupported)) return nothing;
    const check = () => ask(this, { type: 'regenerate', runId: record.id, askLarger: true });
    return html`<p class="memory muted">
      ${icon('warning')}<span>${words.unsupported}</span>
      ${
        this.canAskLarger
          ? html`<button type="button" class="quiet" @click=${check}>${words.checkLarger}</button>`
          : nothing
      }
    </p>`;
  }
}

/** The text below a tool card says just what the tool gave: the card need not say it again. */
function isTheAnswer(part: RunPart, next: RunPart | undefined): boolean {
  if (part.kind !== 'tool' || part.content === null || next?.kind !== 'text') return false;
  return plain(part.content) === plain(next.text);
}

/** A text's words alone, without Markdown's marks. */
function plain(text: string): string {
  return text
    .replace(/\*\*|`|\\(?=\W)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}

function drawPart(part: RunPart, { streaming, answered }: { streaming: boolean; answered: boolean }) {
  switch (part.kind) {
    case 'text':
      return html`<kinglet-markdown .text=${part.text} ?streaming=${streaming}></kinglet-markdown>`;
    case 'tool':
      return html`<kinglet-tool-card .call=${part} ?answered=${answered}></kinglet-tool-card>`;
    case 'escalation':
      return html`<kinglet-escalation-note
        trigger=${part.trigger}
        detail=${part.detail}
        localModel=${part.localModel ?? nothing}
        ?answered=${part.answered}
      ></kinglet-escalation-note>`;
    case 'context-drop':
      return html`<p class="muted drop">${words.contextDrop(part.exchanges, formatNumber(part.exchanges))}</p>`;
  }
}

function activity(run: RunView) {
  const current = run.activity;
  if (current === null || (current === 'decode' && run.parts.at(-1)?.kind === 'text')) return nothing;
  return html`<p class="activity muted"><span class="dot" aria-hidden="true"></span>${words[current]}</p>`;
}

function notice({ status, notice: text }: RunView) {
  if (status === 'running' || status === 'complete') return nothing;
  if (status === 'cancelled') return html`<p class="muted">${text ?? words.cancelled}</p>`;
  return html`<p class="notice">${icon('warning')}<span>${text ?? words[status]}</span></p>`;
}

define('kinglet-answer', KingletAnswer);

declare global {
  interface HTMLElementTagNameMap {
    'kinglet-answer': KingletAnswer;
  }
}
