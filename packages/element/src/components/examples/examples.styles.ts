import { css } from 'lit';

export const examplesStyles = css`
  :host {
    display: block;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  li {
    display: grid;
    flex: 1 0 auto;
    max-inline-size: 100%;
  }
  button {
    justify-content: start;
    padding: 0.5rem 0.7rem;
    font-size: 0.9375em;
    border-color: var(--k-border);
    font-weight: 500;
    text-align: start;
  }
  button:hover {
    border-color: var(--k-accent);
  }
`;
