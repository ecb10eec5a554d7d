import { isJsonObject, type Json, type JsonObject } from '@kinglet/spec';
import { html, type TemplateResult } from 'lit';
import { strings } from '../../strings.ts';
import { visibleText } from '../../visible-text.ts';

const words = strings.tool;

/** A call's arguments in full, hidden characters spelled out, as a table and as JSON. */
export function argumentsTable(argumentsObject: JsonObject): TemplateResult {
  const entries = Object.entries(argumentsObject);
  if (entries.length === 0) return html`<p class="muted">${words.noArguments}</p>`;
  return html`<table>
      <caption class="visually-hidden">${words.arguments}</caption>
      <thead class="visually-hidden"><tr><th scope="col">${words.name}</th><th scope="col">${words.value}</th></tr></thead>
      <tbody>
        ${entries.map(
          ([name, value]) =>
            html`<tr><th scope="row">${visibleText(name)}</th><td dir="auto">${plain(value)}</td></tr>`,
        )}
      </tbody>
    </table>
    <details class="json">
      <summary>${words.json}</summary>
      <pre tabindex="0">${visibleText(JSON.stringify(argumentsObject, null, 2))}</pre>
    </details>`;
}

/** The object in a JSON text; what is no object stands under `value`. */
export function parseArguments(text: string): JsonObject {
  try {
    const parsed: unknown = JSON.parse(text);
    return isJsonObject(parsed) ? parsed : { value: text };
  } catch {
    return { value: text };
  }
}

function plain(value: Json): string {
  return visibleText(typeof value === 'string' ? value : JSON.stringify(value));
}
