import { css } from 'lit';

export const approvalCardStyles = css`
  :host {
    display: block;
  }
  .card {
    display: grid;
    gap: 0.75rem;
    padding: 1rem;
    border: 2px solid var(--k-warn);
    border-radius: var(--k-radius);
    background: var(--k-surface);
    box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 8%);
  }
  .card:focus-visible {
    outline: 2px solid var(--k-warn);
    outline-offset: 0;
  }
  h3 {
    display: flex;
    gap: 0.5rem;
    align-items: start;
    font-size: 1.0625em;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  h3 .icon {
    color: var(--k-warn);
  }
  h4 {
    margin: 0;
    font-size: 0.9375em;
  }
  dl {
    font-size: 0.9375em;
  }
  .call {
    display: grid;
    gap: 0.5rem;
  }
  .plain {
    display: flex;
    gap: 0.6rem;
    align-items: start;
    min-block-size: 2.75rem;
    font-size: 0.9375em;
  }
  .plain input {
    flex: none;
    inline-size: 1.15rem;
    block-size: 1.15rem;
    margin: 0.15em 0 0;
    accent-color: var(--k-warn);
  }
  pre {
    max-block-size: min(18rem, 40vh);
  }
  .word {
    display: grid;
    gap: 0.4rem;
  }
  .word label {
    font-weight: 550;
  }
  .word input {
    inline-size: min(100%, 16rem);
    min-block-size: 2.5rem;
    padding: 0.4rem 0.7rem;
    border: 1px solid var(--k-border-strong);
    border-radius: calc(var(--k-radius) * 0.7);
    background: var(--k-background);
    color: inherit;
    font: inherit;
  }
  .changes {
    display: grid;
    gap: 0.5rem;
    padding-inline-start: 0.8rem;
    border-inline-start: 3px solid var(--k-warn);
  }
  .changes dl {
    grid-template-columns: 1fr;
  }
  .changes dd {
    display: grid;
    gap: 0.2rem;
    margin-block-end: 0.4rem;
  }
  del {
    color: var(--k-muted);
  }
  ins {
    font-weight: 550;
    text-decoration: none;
  }
  [role='status']:empty {
    margin-block-start: -0.75rem;
  }
  .buttons {
    animation: appear 500ms ease-in;
  }
  @keyframes appear {
    from {
      opacity: 0.35;
    }
  }
  @media (max-width: 26rem) {
    .buttons > button {
      flex: 1 1 100%;
    }
  }
`;
