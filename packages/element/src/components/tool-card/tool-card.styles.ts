import { css } from 'lit';

export const toolCardStyles = css`
  :host {
    display: block;
  }
  .card {
    border: 1px solid var(--k-border);
    border-radius: var(--k-radius);
    background: var(--k-surface);
    font-size: 0.9375em;
  }
  .card.failed {
    border-color: var(--k-bad);
  }
  summary {
    display: block;
    padding: 0.6rem 0.9rem;
    border-radius: var(--k-radius);
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    background: var(--k-sunken);
  }
  .head {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .head > .icon {
    color: var(--k-accent);
  }
  .name {
    font-family: var(--k-mono);
    font-size: 0.9em;
    font-weight: 600;
  }
  .state {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
    margin-inline-start: auto;
    color: var(--k-muted);
    font-size: 0.875em;
  }
  .state::after {
    content: '';
    inline-size: 0.45em;
    block-size: 0.45em;
    margin-inline-start: 0.25em;
    border-right: 2px solid;
    border-bottom: 2px solid;
    transform: rotate(45deg) translate(-15%, -15%);
  }
  details[open] .state::after {
    transform: rotate(-135deg) translate(-15%, -15%);
  }
  .failed .state {
    color: var(--k-bad);
  }
  .done .state {
    color: var(--k-good);
  }
  .glance {
    display: block;
    margin-block-start: 0.15rem;
    padding-inline-start: 1.75rem;
    overflow-wrap: anywhere;
  }
  .asked,
  .result {
    display: block;
  }
  .asked {
    color: var(--k-muted);
  }
  .result {
    white-space: pre-line;
  }
  .body {
    display: grid;
    gap: 0.6rem;
    padding: 0.4rem 0.9rem 0.9rem;
  }
  h4 {
    margin: 0;
    font-size: 1em;
  }
`;
