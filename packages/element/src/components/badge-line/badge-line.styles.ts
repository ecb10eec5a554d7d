import { css } from 'lit';

export const badgeLineStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--k-muted);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  summary {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15rem 0;
    inline-size: fit-content;
    min-block-size: 1.75rem;
    border-radius: 1em;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover {
    color: var(--k-text);
  }
  summary::after {
    content: '';
    inline-size: 0.4em;
    block-size: 0.4em;
    margin-inline: 0.6em 0.3em;
    border-right: 2px solid;
    border-bottom: 2px solid;
    transform: rotate(45deg) translate(-15%, -15%);
  }
  details[open] summary::after {
    transform: rotate(-135deg) translate(-15%, -15%);
  }
  .fact + .fact::before {
    content: '·';
    padding-inline: 0.4em;
  }
  .place {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
    margin-inline-end: 0.6em;
    padding: 0.1em 0.6em;
    border-radius: 1em;
    background: var(--k-accent-soft);
    color: var(--k-accent);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .place.remote {
    background: var(--k-warn-soft);
    color: var(--k-warn);
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.15rem 1rem;
    padding: 0.4rem 0.6em;
  }
  dd {
    color: var(--k-text);
    overflow-wrap: anywhere;
  }
  @container (max-width: 34rem) {
    .wide {
      display: none;
    }
    .place + .wide + .fact::before {
      content: none;
    }
  }
  @media (pointer: coarse) {
    summary {
      min-block-size: 2.75rem;
    }
  }
`;
