import { css } from 'lit';

export const examplesStyles = css`
  :host {
    display: block;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
    gap: 0.5rem;
  }
  li {
    display: grid;
  }
  button {
    justify-content: start;
    padding: 0.5rem 0.9rem;
    border-color: var(--k-border);
    font-weight: 500;
    text-align: start;
  }
  button:hover {
    border-color: var(--k-accent);
  }
`;
