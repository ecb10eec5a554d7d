import { css } from 'lit';

export const departuresStyles = css`
  :host {
    display: block;
    color: var(--k-muted);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 1.75rem;
    align-content: center;
    border-radius: 0.35rem;
    cursor: pointer;
  }
  summary:hover {
    color: var(--k-text);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(6rem, max-content) 1fr;
    gap: 0.15rem 1rem;
    margin-block-end: 0.4rem;
    padding: 0.5rem 0.8rem;
    border-inline-start: 2px solid var(--k-warn);
  }
  dd {
    color: var(--k-text);
    overflow-wrap: anywhere;
  }
  @media (max-width: 26rem) {
    dl {
      grid-template-columns: 1fr;
    }
    dd {
      margin-block-end: 0.35rem;
    }
  }
  @media (pointer: coarse) {
    summary {
      min-block-size: 2.75rem;
    }
  }
`;
