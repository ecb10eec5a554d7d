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
  };
  static override styles = [baseStyles, escalationNoteStyles];
  declare trigger: string;
  declare detail: string;
  declare answered: boolean;

  constructor() {
    super();
    this.trigger = '';
    this.detail = '';
    this.answered = false;
  }

  override render() {
    return html`<div class="note">
      ${icon(this.answered ? 'larger' : 'warning')}
      <p>
        <strong>${this.answered ? words.answered : words.unanswered}.</strong>
        ${words.triggers[this.trigger] ?? this.trigger} <span class="muted">${this.detail}</span>
      </p>
    </div>`;
  }
}

define('kinglet-escalation-note', KingletEscalationNote);
