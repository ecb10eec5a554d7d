import { css } from 'lit';

export const answerStyles = css`
  :host {
    display: grid;
    gap: 0.7rem;
  }
  :host > * {
    min-inline-size: 0;
  }
  kinglet-badge-line {
    margin-block-end: -0.35rem;
  }
  .activity {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    min-block-size: 1.6rem;
  }
  .dot {
    inline-size: 0.6rem;
    block-size: 0.6rem;
    border-radius: 50%;
    background: var(--k-accent);
    animation: pulse 1.2s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.25;
    }
  }
  .notice {
    display: flex;
    gap: 0.6rem;
    padding: 0.6rem 0.9rem;
    border-radius: var(--k-radius);
    background: var(--k-bad-soft);
    overflow-wrap: anywhere;
  }
  .notice .icon {
    margin-block-start: 0.15em;
    color: var(--k-bad);
  }
  .memory {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
    font-size: 0.875em;
  }
  .memory button {
    min-block-size: 2rem;
    padding-inline: 0.5rem;
    font-size: 1em;
  }
  .drop {
    text-align: center;
  }
`;
