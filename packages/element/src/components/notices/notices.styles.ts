import { css } from 'lit';

export const noticesStyles = css`
  :host {
    display: block;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0.4rem 0.7rem;
    margin-block-end: 0.6rem;
    padding: 0.6rem 0.6rem 0.6rem 0.9rem;
    border: 1px solid var(--k-border);
    border-radius: var(--k-radius);
    background: var(--k-surface);
    font-size: 0.9375em;
  }
  .notice > .icon {
    margin-block-start: 0.3rem;
    color: var(--k-accent);
  }
  .notice.bad {
    border-color: var(--k-bad);
    background: var(--k-bad-soft);
  }
  .notice.bad > .icon {
    color: var(--k-bad);
  }
  p {
    flex: 1 1 12rem;
    padding-block: 0.2rem;
    overflow-wrap: anywhere;
  }
  .buttons {
    display: flex;
    gap: 0.4rem;
    margin-inline-start: auto;
  }
  .buttons button {
    min-block-size: 2.1rem;
  }
`;
