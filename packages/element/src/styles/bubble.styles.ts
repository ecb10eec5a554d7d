import { css } from 'lit';

/** What the user wrote, sent or still waiting. */
export const bubbleStyles = css`
  .bubble {
    max-inline-size: min(85%, 36rem);
    padding: 0.6rem 0.95rem;
    border-radius: calc(var(--k-radius) * 1.35);
    border-end-end-radius: 0.3rem;
    background: var(--k-accent-soft);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
`;
