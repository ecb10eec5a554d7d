import { css } from 'lit';

/** The rows of a section of the settings that lists things. */
export const listStyles = css`
  ul {
    display: grid;
    gap: 0.5rem;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.4rem 1rem;
    padding: 0.5rem 0.8rem;
    border: 1px solid var(--k-border);
    border-radius: calc(var(--k-radius) * 0.8);
    background: var(--k-background);
  }
  li > :first-child {
    flex: 1 1 14rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
`;
