import { css } from 'lit';

export const threadStyles = css`
  :host {
    display: block;
  }
  ol {
    display: grid;
    gap: 1.75rem;
  }
  li {
    display: grid;
    gap: 1rem;
    min-inline-size: 0;
    content-visibility: auto;
    contain-intrinsic-block-size: auto 14rem;
  }
  li.last {
    content-visibility: visible;
  }
  .earlier {
    display: flex;
    margin: 0 auto 1rem;
  }
`;
