import type { AnswerBadge } from '@kinglet/runtime/client';
import { html, LitElement, nothing } from 'lit';
import { define } from '../../define.ts';
import { formatDuration, formatNumber, formatUsd } from '../../format.ts';
import { icon } from '../../icons.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { badgeLineStyles } from './badge-line.styles.ts';

const words = strings.badge;

/**
 * One line under an answer: where it ran, how much, how fast, at what cost.
 *
 * @csspart place - the pill that says where it ran
 */
export class KingletBadgeLine extends LitElement {
  static override properties = { badge: { attribute: false } };
  static override styles = [baseStyles, badgeLineStyles];
  declare badge: AnswerBadge | null;

  constructor() {
    super();
    this.badge = null;
  }

  override render() {
    const badge = this.badge;
    if (!badge) return nothing;
    const device = badge.place === 'device';
    return html`<ul aria-label=${words.details}>
      <li class="place ${badge.place}" part="place">
        ${icon(device ? 'device' : 'remote')}${device ? words.device : words.remote(badge.where)}
      </li>
      ${facts(badge).map((fact) => html`<li>${fact}</li>`)}
    </ul>`;
  }
}

function facts(badge: AnswerBadge): string[] {
  const { tokensPerSecond, timeToFirstTokenMs, costUsd, reusedTokens } = badge;
  const known = (text: string) => (badge.estimated ? words.about(text) : text);
  const prompt = known(formatNumber(badge.promptTokens));
  return [
    badge.modelId,
    badge.place === 'device' ? badge.where : '',
    words.tokens(known(formatNumber(badge.completionTokens))),
    tokensPerSecond === null ? '' : words.rate(known(formatNumber(tokensPerSecond))),
    timeToFirstTokenMs === null ? '' : words.firstToken(formatDuration(timeToFirstTokenMs)),
    reusedTokens === null ? words.prompt(prompt) : words.reused(formatNumber(reusedTokens), prompt),
    costUsd === null ? words.costUnknown : costUsd === 0 ? words.free : known(formatUsd(costUsd)),
  ].filter((fact) => fact !== '');
}

define('kinglet-badge-line', KingletBadgeLine);
