import { css } from 'lit';

export const escalationNoteStyles = css`
  :host {
    display: block;
  }
  .note {
    display: flex;
    gap: 0.6rem;
    padding: 0.55rem 0.9rem;
    border-inline-start: 3px solid var(--k-warn);
    border-radius: 0.35rem;
    background: var(--k-warn-soft);
    font-size: 0.9375em;
  }
  .icon {
    margin-block-start: 0.15em;
    color: var(--k-warn);
  }
  p {
    overflow-wrap: anywhere;
  }
  .muted {
    color: inherit;
  }
`;
