import type { DepartureView } from '@kinglet/runtime/client';
import { html, LitElement, nothing } from 'lit';
import { define } from '../../define.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { visibleText } from '../../visible-text.ts';
import { departureFacts } from './departure-facts.ts';
import { departuresStyles } from './departures.styles.ts';

const words = strings.departure;

/** "Why did this go out?", answered for each request of an answer that left the device. */
class KingletDepartures extends LitElement {
  static override properties = { departures: { attribute: false } };
  static override styles = [baseStyles, departuresStyles];
  declare departures: readonly DepartureView[];

  constructor() {
    super();
    this.departures = [];
  }

  override render() {
    if (this.departures.length === 0) return nothing;
    return html`<details>
      <summary>${words.why(this.departures.length)}</summary>
      ${this.departures.map(
        (departure) => html`<dl>
          ${departureFacts(departure).map(({ name, values }) => html`<dt>${name}</dt><dd>${values.map((value) => html`<p><bdi>${visibleText(value)}</bdi></p>`)}</dd>`)}
        </dl>`,
      )}
    </details>`;
  }
}

define('kinglet-departures', KingletDepartures);
