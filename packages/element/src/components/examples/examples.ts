import { html, LitElement } from 'lit';
import { ask } from '../../controller/action.ts';
import { define } from '../../define.ts';
import { strings } from '../../strings.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { examplesStyles } from './examples.styles.ts';

/** Three questions that the default model answers well; a click sends one. */
class KingletExamples extends LitElement {
  static override styles = [baseStyles, examplesStyles];

  override render() {
    return html`<ul aria-label=${strings.agent.examplesLabel}>
      ${strings.examples.map(
        (text) =>
          html`<li><button type="button" @click=${() => ask(this, { type: 'send', text, files: [] })}>${text}</button></li>`,
      )}
    </ul>`;
  }
}

define('kinglet-examples', KingletExamples);
