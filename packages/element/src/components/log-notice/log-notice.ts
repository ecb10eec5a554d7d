import { html, LitElement } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { logNoticeStyles } from './log-notice.styles.ts';

const words = strings.notices;

/** Says once, in plain words, what the log keeps, where, and that nothing leaves. */
class KingletLogNotice extends LitElement {
  static override styles = [baseStyles, logNoticeStyles];

  override render() {
    const read = () => ask(this, { type: 'update-settings', patch: { noticeRead: true } });
    return html`${icon('log')}
      <p>${words.log}</p>
      <button type="button" @click=${read}>${words.logRead}</button>`;
  }
}

define('kinglet-log-notice', KingletLogNotice);
