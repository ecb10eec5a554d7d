import { css } from 'lit';

/** What every component shares: box sizing, controls, focus, hidden text, reduced motion. */
export const baseStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ul,
  ol,
  pre,
  fieldset {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  :dir(rtl) .icon.turns {
    transform: scaleX(-1);
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.45em;
    min-block-size: 2.5rem;
    padding: 0.35rem 0.9rem;
    border: 1px solid var(--k-border-strong);
    border-radius: calc(var(--k-radius) * 0.8);
    background: var(--k-surface);
    color: var(--k-text);
    font: inherit;
    font-weight: 550;
    line-height: 1.3;
    text-align: center;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    background: var(--k-sunken);
  }
  button:disabled {
    opacity: 0.55;
    cursor: not-allowed;
  }
  button.primary {
    border-color: var(--k-accent);
    background: var(--k-accent);
    color: var(--k-on-accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in oklab, var(--k-accent) 88%, var(--k-text));
  }
  button.danger {
    border-color: var(--k-bad);
    color: var(--k-bad);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--k-muted);
  }
  button.quiet:hover:not(:disabled) {
    background: var(--k-sunken);
    color: var(--k-text);
  }
  button.only-icon {
    min-block-size: 2rem;
    min-inline-size: 2rem;
    padding: 0.25rem;
  }
  :focus-visible {
    outline: 2px solid var(--k-focus);
    outline-offset: 2px;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .muted {
    color: var(--k-muted);
    font-size: 0.875em;
  }
  @media (pointer: coarse) {
    button.only-icon {
      min-block-size: 2.75rem;
      min-inline-size: 2.75rem;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
      transition-duration: 0.01ms !important;
      scroll-behavior: auto !important;
    }
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
`;
