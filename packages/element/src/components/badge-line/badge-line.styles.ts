import { css } from 'lit';

export const badgeLineStyles = css`
  :host {
    display: block;
    color: var(--k-muted);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  ul {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15rem 0;
  }
  li:not(.place, :last-child)::after {
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
  }
  .place.remote {
    background: var(--k-warn-soft);
    color: var(--k-warn);
  }
`;
