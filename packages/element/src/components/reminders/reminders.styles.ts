import { css } from 'lit';

export const remindersStyles = css`
  :host {
    display: block;
  }
  ul {
    display: grid;
    gap: 0.5rem;
    margin-block-end: 0.6rem;
  }
  li {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0.6rem 0.6rem 0.6rem 0.9rem;
    border: 1px solid var(--k-accent);
    border-radius: var(--k-radius);
    background: var(--k-accent-soft);
  }
  li > .icon {
    color: var(--k-accent);
  }
  li > div {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
`;
