import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
  }
  .box {
    display: grid;
    gap: 0.25rem;
    padding: 0.5rem;
    border: 1px solid var(--k-border-strong);
    border-radius: calc(var(--k-radius) * 1.35);
    background: var(--k-surface);
  }
  .box:focus-within {
    border-color: var(--k-accent);
    box-shadow: 0 0 0 1px var(--k-accent);
  }
  textarea {
    inline-size: 100%;
    min-block-size: 2.5rem;
    max-block-size: min(14rem, 35vh);
    padding: 0.45rem 0.6rem;
    border: 0;
    outline: 0;
    background: transparent;
    color: inherit;
    font: inherit;
    resize: none;
    field-sizing: content;
  }
  textarea::placeholder {
    color: var(--k-muted);
    opacity: 1;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .hint {
    flex: 1;
    font-size: 0.8125em;
  }
  .main {
    min-inline-size: 2.5rem;
    min-block-size: 2.5rem;
    margin-inline-start: auto;
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
  @media (max-width: 30rem) {
    .hint {
      opacity: 0;
      block-size: 1px;
      overflow: hidden;
      white-space: nowrap;
    }
  }
  @media (forced-colors: active) {
    .box:focus-within {
      outline: 2px solid Highlight;
    }
  }
`;
