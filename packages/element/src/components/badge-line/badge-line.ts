import type { AnswerBadge } from '@kinglet/runtime/client';
import { html, LitElement, nothing } from 'lit';
import { define } from '../../define.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { badgeFacts } from './badge-facts.ts';
import { badgeLineStyles } from './badge-line.styles.ts';

const words = strings.badge;

/**
 * One line under an answer: where it ran, how much, how fast, at what cost. Opened, it tells all that is known.
 *
 * @csspart place - the pill that says where it ran
 */
export class KingletBadgeLine extends LitElement {
  static override properties = { badge: { attribute: false }, modelName: { type: String } };
  static override styles = [baseStyles, badgeLineStyles];
  declare badge: AnswerBadge | null;
  /** What people call the model; without it the line gives the badge's id. */
  declare modelName: string | null;

  constructor() {
    super();
    this.badge = null;
    this.modelName = null;
  }

  override render() {
    const badge = this.badge;
    if (!badge) return nothing;
    const device = badge.place === 'device';
    const facts = badgeFacts(badge, this.modelName ?? badge.modelId);
    const inLine = facts.filter(({ short }) => short !== null);
    return html`<details>
      <summary title=${words.details}>
        <span class="place ${badge.place}" part="place">
          ${icon(device ? 'device' : 'remote')}${device ? words.device : words.remote(badge.where)}
        </span>
        ${inLine.map(({ short, wideOnly }) => html`<span class="fact ${wideOnly ? 'wide' : ''}"><bdi>${short}</bdi></span>`)}
      </summary>
      <dl>${facts.map(({ name, value }) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>
    </details>`;
  }
}

define('kinglet-badge-line', KingletBadgeLine);
