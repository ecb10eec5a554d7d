import { css } from 'lit';

/**
 * Colours, type and shape, for the outermost element: the rest inherit them. Each can be set from outside by its
 * public `--kinglet-*` name; the `--k-*` names are private.
 */
export const themeStyles = css`
  :host {
    color-scheme: var(--kinglet-color-scheme, light dark);
    --k-background: var(--kinglet-background, light-dark(#fbfaf7, #141714));
    --k-surface: var(--kinglet-surface, light-dark(#ffffff, #1c201c));
    --k-sunken: var(--kinglet-sunken, light-dark(#f2f0ea, #232823));
    --k-text: var(--kinglet-text, light-dark(#1d211c, #e9ece7));
    --k-muted: var(--kinglet-muted, light-dark(#5a6158, #a6aea4));
    --k-border: var(--kinglet-border, light-dark(#dfdcd2, #363c36));
    --k-border-strong: var(--kinglet-border-strong, light-dark(#868c82, #7c857b));
    --k-accent: var(--kinglet-accent, light-dark(#2c6a4c, #86cda6));
    --k-on-accent: var(--kinglet-on-accent, light-dark(#ffffff, #0d2117));
    --k-accent-soft: var(--kinglet-accent-soft, light-dark(#e4f0e8, #20352a));
    --k-good: light-dark(#23693f, #86d39d);
    --k-warn: light-dark(#835000, #f0c15c);
    --k-warn-soft: light-dark(#fdf3d9, #362b12);
    --k-bad: light-dark(#a8281f, #f79a8f);
    --k-bad-soft: light-dark(#fdecea, #3d201d);
    --k-focus: var(--kinglet-focus, light-dark(#1256c4, #9dc1ff));
    --k-radius: var(--kinglet-radius, 0.75rem);
    --k-font: var(--kinglet-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --k-mono: var(--kinglet-font-mono, ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', monospace);
    --k-width: var(--kinglet-width, 46rem);
    color: var(--k-text);
    background: var(--k-background);
    font-family: var(--k-font);
    font-size: var(--kinglet-font-size, 1rem);
    line-height: 1.55;
  }

  @media (prefers-contrast: more) {
    :host {
      --k-text: light-dark(#000000, #ffffff);
      --k-muted: light-dark(#33382f, #d5dbd2);
      --k-border: light-dark(#5a6158, #a6aea4);
      --k-border-strong: light-dark(#1d211c, #ffffff);
    }
  }
`;
