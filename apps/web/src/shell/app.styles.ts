import { css } from 'lit';

/** Wide: a side bar with navigation and conversations. Narrow: a top bar, and tabs at the bottom. */
export const appStyles = css`
  :host {
    display: grid;
    grid-template:
      'header main' auto
      'nav main' auto
      'aside main' 1fr
      / 16.5rem minmax(0, 1fr);
    block-size: 100dvh;
    overflow: hidden;
  }
  header {
    grid-area: header;
    display: flex;
    align-items: center;
    gap: 0.6rem;
    padding: 0.9rem 1rem 0.5rem;
  }
  h1 {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-size: 1.15rem;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  .mark {
    inline-size: 1.9rem;
    block-size: 1.9rem;
  }
  .offline {
    padding: 0.1rem 0.6rem;
    border-radius: 1rem;
    background: var(--k-warn-soft);
    color: var(--k-warn);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .menu {
    display: none;
    margin-inline-start: auto;
  }
  nav {
    grid-area: nav;
    display: grid;
    gap: 0.15rem;
    padding: 0.25rem 0.75rem 0.75rem;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: 0.65rem;
    min-block-size: 2.5rem;
    padding: 0.3rem 0.75rem;
    border-radius: calc(var(--k-radius) * 0.8);
    color: var(--k-muted);
    font-weight: 500;
    text-decoration: none;
  }
  nav a:hover {
    background: var(--k-sunken);
    color: var(--k-text);
  }
  nav a[aria-current] {
    background: var(--k-accent-soft);
    color: var(--k-accent);
    font-weight: 600;
  }
  aside {
    grid-area: aside;
    display: grid;
    min-block-size: 0;
    padding: 0.75rem;
    border-block-start: 1px solid var(--k-border);
  }
  header,
  nav,
  aside {
    border-inline-end: 1px solid var(--k-border);
    background: var(--k-surface);
  }
  main {
    grid-area: main;
    min-block-size: 0;
    min-inline-size: 0;
    overflow: hidden;
  }
  dialog {
    inline-size: min(20rem, 90vw);
    max-inline-size: none;
    block-size: 100dvh;
    max-block-size: none;
    margin: 0;
    margin-inline-start: auto;
    padding: 0.75rem;
    border: 0;
    background: var(--k-surface);
    color: var(--k-text);
  }
  dialog[open] {
    display: grid;
    grid-template-rows: auto 1fr;
    gap: 0.5rem;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  .end {
    justify-content: end;
  }
  @media (max-width: 52rem) {
    :host {
      grid-template:
        'header' auto
        'main' 1fr
        'nav' auto
        / minmax(0, 1fr);
    }
    header {
      padding: 0.4rem 0.75rem;
      border-inline-end: 0;
      border-block-end: 1px solid var(--k-border);
      min-block-size: 3.25rem;
    }
    .menu {
      display: flex;
      font-size: 1.1rem;
    }
    nav {
      grid-template-columns: repeat(4, 1fr);
      gap: 0;
      padding: 0.2rem 0.25rem max(0.2rem, env(safe-area-inset-bottom));
      border-inline-end: 0;
      border-block-start: 1px solid var(--k-border);
    }
    nav a {
      flex-direction: column;
      gap: 0.1rem;
      padding: 0.3rem 0.1rem;
      font-size: 0.8125rem;
    }
    nav a[aria-current] {
      background: transparent;
    }
    aside {
      display: none;
    }
  }
`;
