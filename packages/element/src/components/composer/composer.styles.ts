import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
  }
  .box {
    display: grid;
    position: relative;
    gap: 0.25rem;
    padding: 0.4rem;
    border: 1px solid var(--k-border-strong);
    border-radius: calc(var(--k-radius) * 1.35);
    background: var(--k-surface);
  }
  .box:has(textarea:focus) {
    border-color: var(--k-accent);
    box-shadow: 0 0 0 1px var(--k-accent);
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2.5rem;
    max-block-size: min(14rem, 35vh);
    padding: 0.5rem 0.4rem;
    line-height: 1.5;
    border: 0;
    outline: 0;
    background: transparent;
    color: inherit;
    font: inherit;
    resize: none;
    field-sizing: content;
  }
  textarea:focus-visible {
    outline: 0;
  }
  textarea::placeholder {
    color: var(--k-muted);
    opacity: 1;
  }
  .bar {
    display: flex;
    align-items: end;
    gap: 0.25rem;
  }
  .bar > button {
    min-inline-size: 2.5rem;
    min-block-size: 2.5rem;
    border-radius: var(--k-radius);
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    padding: 0.25rem;
  }
  .files li {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    max-inline-size: 100%;
    padding-inline-start: 0.6rem;
    border: 1px solid var(--k-border);
    border-radius: calc(var(--k-radius) * 0.8);
    background: var(--k-sunken);
    font-size: 0.875em;
  }
  .file-name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .box:has(textarea:focus) {
      outline: 2px solid Highlight;
    }
  }
`;
