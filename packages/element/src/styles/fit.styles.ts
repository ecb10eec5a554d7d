import { css } from 'lit';

/** The fit of a model: a coloured dot and a word, so that neither alone carries it. */
export const fitStyles = css`
  .fit {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font-weight: 600;
    white-space: nowrap;
  }
  .fit::before {
    content: '';
    inline-size: 0.65em;
    block-size: 0.65em;
    border-radius: 50%;
    background: currentColor;
    forced-color-adjust: none;
  }
  .fit.good {
    color: var(--k-good);
  }
  .fit.slow {
    color: var(--k-warn);
  }
  .fit.slow::before {
    border-radius: 0.1em;
    transform: rotate(45deg) scale(0.85);
  }
  .fit.no {
    color: var(--k-bad);
  }
  .fit.no::before {
    border-radius: 0.1em;
  }
`;
