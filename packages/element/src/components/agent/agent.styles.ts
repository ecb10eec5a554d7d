import { css } from 'lit';

export const agentStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: 20rem;
    min-inline-size: 0;
    container-type: inline-size;
  }
  :host([hidden]) {
    display: none;
  }
  .scroll {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }
  .scroll.empty > .column {
    align-content: center;
    min-block-size: 100%;
  }
  .scroll:focus-visible {
    outline-offset: -2px;
  }
  .column {
    display: grid;
    gap: 1.25rem;
    inline-size: 100%;
    max-inline-size: calc(var(--k-width) + 2rem);
    margin-inline: auto;
    padding: 1.25rem 1rem;
  }
  .column > * {
    min-inline-size: 0;
  }
  .foot {
    flex: none;
    overflow: hidden;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }
  .alerts {
    max-block-size: 35vh;
    overflow-y: auto;
  }
  .foot > .column {
    gap: 0.5rem;
    padding-block: 0.25rem max(0.75rem, env(safe-area-inset-bottom));
  }
  .welcome {
    display: grid;
    gap: 1.25rem;
  }
  h2 {
    font-size: clamp(1.4rem, 1.1rem + 2cqi, 2.1rem);
    font-weight: 650;
    letter-spacing: -0.015em;
    line-height: 1.2;
  }
  .lead {
    margin-block-start: 0.35rem;
    color: var(--k-muted);
    text-wrap: balance;
  }
  .shut {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    font-size: 0.8125em;
  }
  .waiting {
    display: grid;
    justify-items: end;
    gap: 0.25rem;
  }
  @container (max-width: 30rem) {
    .column,
    .welcome {
      gap: 0.9rem;
    }
    .column {
      padding-block-start: 0.9rem;
    }
    .lead {
      margin-block-start: 0.1rem;
      font-size: 0.9375em;
      text-wrap: pretty;
    }
  }
  /* With room to spare the whole first screen stands in the middle, the composer right below the examples. */
  @container (min-width: 40rem) {
    .scroll.empty {
      flex: 0 1 auto;
      margin-block-start: auto;
    }
    .foot.empty {
      margin-block-end: auto;
      padding-block-end: clamp(0rem, 10vh - 2rem, 5rem);
    }
  }
  .waiting button {
    min-block-size: 1.75rem;
    padding: 0 0.4rem;
    font-size: 1em;
    text-decoration: underline;
  }
`;
