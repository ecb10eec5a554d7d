import type { DueReminder } from '@kinglet/runtime/shared';
import { html, LitElement, nothing } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { formatTime } from '../../format.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { remindersStyles } from './reminders.styles.ts';

const words = strings.reminders;

/** Reminders that came due, as toasts that stay until they are done. */
export class KingletReminders extends LitElement {
  static override properties = { reminders: { attribute: false } };
  static override styles = [baseStyles, remindersStyles];
  declare reminders: readonly DueReminder[];

  constructor() {
    super();
    this.reminders = [];
  }

  override render() {
    if (this.reminders.length === 0) return nothing;
    return html`<ul aria-label=${words.label}>
      ${this.reminders.map(({ id, text, dueMs, missed }) => {
        const time = formatTime(dueMs);
        return html`<li>
          ${icon('bell')}
          <div>
            <strong dir="auto">${text}</strong>
            <span class="muted">${missed ? words.missed(time) : words.due(time)}</span>
          </div>
          <button type="button" @click=${() => ask(this, { type: 'dismiss-reminder', id })}>${words.done}</button>
        </li>`;
      })}
    </ul>`;
  }
}

define('kinglet-reminders', KingletReminders);
