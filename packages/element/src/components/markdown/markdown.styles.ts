import { css } from 'lit';

export const markdownStyles = css`
  :host {
    display: block;
    overflow-wrap: anywhere;
  }
  .body {
    display: flow-root;
  }
  .body:not(:has(.block)) {
    white-space: pre-wrap;
  }
  .block + .block,
  .block > * + * {
    margin-block-start: 0.75em;
  }
  h3,
  h4,
  h5,
  h6 {
    margin: 0;
    font-size: 1.05em;
    line-height: 1.35;
  }
  ul,
  ol {
    padding-inline-start: 1.5em;
  }
  ul {
    list-style: disc;
  }
  ol {
    list-style: decimal;
  }
  li + li {
    margin-block-start: 0.25em;
  }
  blockquote {
    margin: 0;
    padding-inline-start: 0.9em;
    border-inline-start: 3px solid var(--k-border-strong);
    color: var(--k-muted);
  }
  a {
    color: var(--k-accent);
    text-underline-offset: 0.15em;
  }
  code {
    padding: 0.1em 0.35em;
    border-radius: 0.35em;
    background: var(--k-sunken);
    font-family: var(--k-mono);
    font-size: 0.9em;
  }
  .code {
    border: 1px solid var(--k-border);
    border-radius: var(--k-radius);
    background: var(--k-sunken);
    overflow: hidden;
  }
  .code-head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-inline: 0.9rem 0.3rem;
    border-block-end: 1px solid var(--k-border);
    color: var(--k-muted);
    font-family: var(--k-mono);
    font-size: 0.8em;
  }
  .copy-code {
    min-block-size: 2rem;
    padding: 0.2rem 0.6rem;
    font-size: 1em;
  }
  pre {
    padding: 0.8rem 0.9rem;
    overflow-x: auto;
    direction: ltr;
    text-align: left;
    font-family: var(--k-mono);
    line-height: 1.45;
    tab-size: 2;
  }
  pre code {
    padding: 0;
    background: none;
  }
  .table {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: 0.95em;
  }
  th,
  td {
    padding: 0.35rem 0.7rem;
    border: 1px solid var(--k-border);
    text-align: start;
  }
  th {
    background: var(--k-sunken);
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--k-border);
  }
`;
