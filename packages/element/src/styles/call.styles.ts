import { css } from 'lit';

/** How a tool's call looks, on the tool card and on the approval card. */
export const callStyles = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  tbody th,
  td {
    padding: 0.3rem 0;
    vertical-align: top;
    text-align: start;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  tbody th {
    inline-size: 30%;
    padding-inline-end: 1rem;
    color: var(--k-muted);
    font-weight: 500;
  }
  tbody tr + tr > * {
    border-block-start: 1px solid var(--k-border);
  }
  pre {
    max-block-size: 18rem;
    padding: 0.6rem 0.8rem;
    overflow: auto;
    border-radius: calc(var(--k-radius) * 0.7);
    background: var(--k-sunken);
    font-family: var(--k-mono);
    font-size: 0.8125rem;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  summary {
    cursor: pointer;
  }
  .json summary {
    inline-size: fit-content;
    padding-block: 0.35rem;
    color: var(--k-muted);
    font-size: 0.875em;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.25rem 1rem;
  }
  dt {
    color: var(--k-muted);
  }
  dd {
    overflow-wrap: anywhere;
  }
`;
