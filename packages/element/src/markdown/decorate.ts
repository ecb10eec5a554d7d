import { strings } from '../strings.ts';

/** Gives code blocks a head with their language and a copy button, and lets wide tables scroll. Builds DOM, no HTML. */
export function decorate(fragment: DocumentFragment): void {
  for (const pre of fragment.querySelectorAll('pre')) decorateCode(pre);
  for (const table of fragment.querySelectorAll('table')) {
    const frame = document.createElement('div');
    frame.className = 'table';
    frame.tabIndex = 0;
    table.replaceWith(frame);
    frame.append(table);
  }
}

function decorateCode(pre: HTMLPreElement): void {
  const code = pre.querySelector('code');
  const frame = document.createElement('div');
  const head = document.createElement('div');
  const language = document.createElement('span');
  const button = document.createElement('button');
  frame.className = 'code';
  head.className = 'code-head';
  language.textContent = code?.className.replace(/^language-/, '') ?? '';
  button.type = 'button';
  button.className = 'quiet copy-code';
  button.textContent = strings.code.copy;
  pre.tabIndex = 0;
  pre.replaceWith(frame);
  head.append(language, button);
  frame.append(head, pre);
}
