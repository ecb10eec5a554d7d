import { css } from 'lit';

/** A modal dialog of the element's. */
export const dialogStyles = css`
  dialog {
    inline-size: min(32rem, calc(100vw - 2rem));
    max-block-size: calc(100vh - 2rem);
    padding: 1.25rem;
    border: 1px solid var(--k-border-strong);
    border-radius: var(--k-radius);
    background: var(--k-surface);
    color: var(--k-text);
    overflow: auto;
  }
  dialog[open] {
    display: grid;
    gap: 0.9rem;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
`;
