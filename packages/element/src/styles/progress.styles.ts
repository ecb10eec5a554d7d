import { css } from 'lit';

/** Something on its way in: a line of words and numbers, and its bar. */
export const progressStyles = css`
  :host {
    display: grid;
    gap: 0.6rem;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    font-variant-numeric: tabular-nums;
  }
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 0.6rem;
    border: 0;
    border-radius: 1rem;
    background: var(--k-sunken);
    accent-color: var(--k-accent);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--k-sunken);
  }
  progress::-webkit-progress-value {
    border-radius: 1rem;
    background: var(--k-accent);
  }
  progress::-moz-progress-bar {
    border-radius: 1rem;
    background: var(--k-accent);
  }
  progress:indeterminate {
    background: linear-gradient(90deg, var(--k-sunken) 30%, var(--k-accent) 50%, var(--k-sunken) 70%) 0 0 / 300% 100%;
    animation: sweep 1.6s linear infinite;
  }
  progress:indeterminate::-webkit-progress-bar {
    background: transparent;
  }
  @keyframes sweep {
    from {
      background-position: 150% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
    }
  }
`;
