import { html, LitElement } from 'lit';
import { define } from '../../define.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { escalationNoteStyles } from './escalation-note.styles.ts';

const words = strings.escalation;

/** Says that a step went to the larger model, or should have, and why. */
class KingletEscalationNote extends LitElement {
  static override properties = {
    trigger: { type: String },
    detail: { type: String },
    answered: { type: Boolean },
    localModel: { type: String },
  };
  static override styles = [baseStyles, escalationNoteStyles];
  declare trigger: string;
  declare detail: string;
  declare answered: boolean;
  /** Id of the larger model on this device that went on. */
  declare localModel: string | null;

  constructor() {
    super();
    this.trigger = '';
    this.detail = '';
    this.answered = false;
    this.localModel = null;
  }

  #title(): string {
    if (this.localModel !== null) return words.local(this.localModel);
    return this.answered ? words.answered : words.unanswered;
  }

  override render() {
    return html`<div class="note">
      ${icon(this.answered ? 'larger' : 'warning')}
      <p>
        <strong>${this.#title()}.</strong>
        ${words.triggers[this.trigger] ?? this.trigger} <span class="muted">${this.detail}</span>
      </p>
    </div>`;
  }
}

define('kinglet-escalation-note', KingletEscalationNote);
