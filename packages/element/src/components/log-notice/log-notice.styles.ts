import { css } from 'lit';

export const logNoticeStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: 0.5rem 0.75rem;
    color: var(--k-muted);
    font-size: 0.875em;
  }
  .icon {
    margin-block-start: 0.15em;
  }
  p {
    flex: 1 1 14rem;
  }
  button {
    min-block-size: 2.1rem;
    margin-inline-start: auto;
  }
`;
