import { css } from 'lit';

export const modelCardStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .card {
    display: grid;
    gap: 0.7rem;
    padding: 0.9rem 1rem;
    border: 1px solid var(--k-border);
    border-radius: var(--k-radius);
    background: var(--k-surface);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 0.25rem 1rem;
  }
  h3 {
    font-size: 1.0625em;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem clamp(1.1rem, 5vw, 2rem);
  }
  dt {
    color: var(--k-muted);
    font-size: 0.8125em;
  }
  dd {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .looking {
    min-block-size: 11.4rem;
    align-content: center;
    justify-content: center;
  }
  .phase {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--k-muted);
    font-size: 0.9375em;
  }
  .phase::before {
    content: '';
    inline-size: 0.6rem;
    block-size: 0.6rem;
    border-radius: 50%;
    background: currentColor;
    forced-color-adjust: none;
  }
  .phase.ready,
  .phase.stored {
    color: var(--k-good);
  }
  .phase.loading::before {
    background: var(--k-accent);
    animation: pulse 1.2s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.25;
    }
  }
  @container (max-width: 24rem) {
    .card {
      gap: 0.5rem;
      padding: 0.75rem 0.9rem;
    }
    dl {
      gap: 0.15rem 0.9rem;
      font-size: 0.9375em;
    }
    dl > div {
      display: flex;
      align-items: baseline;
      gap: 0.4em;
    }
  }
  .verdict {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
  }
  .reason::first-letter {
    text-transform: uppercase;
  }
  .error {
    display: flex;
    gap: 0.5rem;
    padding: 0.6rem 0.8rem;
    border-radius: calc(var(--k-radius) * 0.7);
    background: var(--k-bad-soft);
    overflow-wrap: anywhere;
  }
  .error .icon {
    margin-block-start: 0.15em;
    color: var(--k-bad);
  }
`;
