import { css } from 'lit';

/** A section of a view, after `formStyles`: as high as what it holds. */
export const sectionStyles = css`
  :host {
    block-size: auto;
    overflow: visible;
  }
`;
