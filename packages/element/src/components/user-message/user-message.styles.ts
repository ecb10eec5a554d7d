import { css } from 'lit';

export const userMessageStyles = css`
  :host {
    display: grid;
    justify-items: end;
    gap: 0.25rem;
  }
  .files {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.4rem;
    font-size: 0.875em;
  }
  .files li {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    padding: 0.2rem 0.6rem;
    border: 1px solid var(--k-border);
    border-radius: calc(var(--k-radius) * 0.8);
    overflow-wrap: anywhere;
  }
  .tools,
  .branches {
    display: flex;
    align-items: center;
    font-size: 0.875em;
  }
  .turns:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  .edit {
    display: grid;
    gap: 0.5rem;
    inline-size: 100%;
  }
  .edit .row {
    justify-content: end;
  }
  textarea {
    inline-size: 100%;
    min-block-size: 5rem;
    padding: 0.6rem 0.8rem;
    border: 1px solid var(--k-border-strong);
    border-radius: var(--k-radius);
    background: var(--k-surface);
    color: inherit;
    font: inherit;
    resize: vertical;
    field-sizing: content;
  }
`;
