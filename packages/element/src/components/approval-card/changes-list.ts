import type { DefinitionChange } from '@kinglet/spec';
import { html, nothing, type TemplateResult } from 'lit';
import { strings } from '../../strings.ts';
import { visibleText } from '../../visible-text.ts';

const words = strings.approval;

/** What of a tool is not as it was when the user allowed it: each part, old and new in full, hidden characters spelled out. */
export function changesList(changes: readonly DefinitionChange[]): TemplateResult | typeof nothing {
  if (changes.length === 0) return nothing;
  return html`<div class="changes">
    <h4>${words.changed}</h4>
    <dl>
      ${changes.map(
        ({ field, before, after }) => html`<dt>${fieldName(field)}</dt>
          <dd>
            <del><span class="visually-hidden">${words.before}: </span>${text(before)}</del>
            <ins><span class="visually-hidden">${words.after}: </span>${text(after)}</ins>
          </dd>`,
      )}
    </dl>
  </div>`;
}

function fieldName(field: string): string {
  if (field === 'description') return words.fields.description;
  if (field === 'parameters') return words.fields.parameters;
  return words.fields.argument(visibleText(field.slice('parameters.'.length)));
}

function text(value: string | null): string {
  return value === null ? words.notThere : visibleText(value);
}
