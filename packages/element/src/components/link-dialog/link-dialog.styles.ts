import { css } from 'lit';
import { dialogStyles } from '../../styles/dialog.styles.ts';

export const linkDialogStyles = [
  dialogStyles,
  css`
    .address {
      max-block-size: 10rem;
      padding: 0.6rem 0.8rem;
      overflow: auto;
      border-radius: calc(var(--k-radius) * 0.7);
      background: var(--k-sunken);
      font-family: var(--k-mono);
      font-size: 0.875em;
      overflow-wrap: anywhere;
    }
    a.button {
      border-color: var(--k-accent);
      background: var(--k-accent);
      color: var(--k-on-accent);
      text-decoration: none;
    }
  `,
];
