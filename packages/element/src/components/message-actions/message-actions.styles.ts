import { css } from 'lit';

export const messageActionsStyles = css`
  :host {
    display: block;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15rem;
    margin-inline-start: -0.35rem;
  }
  button {
    font-size: 0.875em;
  }
  .larger {
    min-block-size: 2rem;
    padding-inline: 0.5rem;
  }
  .pressed {
    color: var(--k-accent);
    background: var(--k-accent-soft);
  }
  .pressed .icon {
    fill: color-mix(in oklab, currentColor 25%, transparent);
  }
`;
