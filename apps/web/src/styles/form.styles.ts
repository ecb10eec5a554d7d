import { css } from 'lit';

/** Fields, and the page that holds them: used by every view but the chat. */
export const formStyles = css`
  :host {
    display: block;
    block-size: 100%;
    overflow-y: auto;
    scrollbar-gutter: stable;
  }
  .page {
    display: grid;
    gap: 1.5rem;
    max-inline-size: 56rem;
    margin-inline: auto;
    padding: clamp(1rem, 3vw, 2rem) clamp(1rem, 3vw, 2rem) 3rem;
  }
  .page > * {
    min-inline-size: 0;
  }
  h2 {
    font-size: 1.6rem;
    font-weight: 650;
    letter-spacing: -0.01em;
    line-height: 1.2;
  }
  h2 + p {
    max-inline-size: 40rem;
    margin-block-start: 0.4rem;
    color: var(--k-muted);
    text-wrap: pretty;
  }
  h3 {
    font-size: 1.0625rem;
  }
  .card {
    display: grid;
    gap: 1rem;
    padding: 1rem clamp(1rem, 2.5vw, 1.4rem) 1.2rem;
    border: 1px solid var(--k-border);
    border-radius: var(--k-radius);
    background: var(--k-surface);
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 1rem;
    align-items: start;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    margin-block-end: 0.5rem;
    font-weight: 600;
  }
  .field {
    display: grid;
    gap: 0.3rem;
    font-weight: 550;
  }
  .field .muted {
    font-weight: 400;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .check {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 2.5rem;
    font-weight: 550;
  }
  input:not([type='checkbox']),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 2.5rem;
    padding: 0.4rem 0.7rem;
    border: 1px solid var(--k-border-strong);
    border-radius: calc(var(--k-radius) * 0.7);
    background: var(--k-background);
    color: inherit;
    font: inherit;
    font-weight: 400;
  }
  input[type='checkbox'] {
    inline-size: 1.15rem;
    block-size: 1.15rem;
    margin: 0;
    accent-color: var(--k-accent);
  }
  .result {
    overflow-wrap: anywhere;
  }
  .result.bad {
    color: var(--k-bad);
  }
  .result.good {
    color: var(--k-good);
  }
`;
