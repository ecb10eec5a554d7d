import type { MarkdownView } from './render.ts';

export type RenderModule = { readonly MarkdownView: typeof MarkdownView };

let loaded: RenderModule | null = null;
let loading: Promise<RenderModule> | null = null;

/** The render sink where it has arrived; null until then. */
export function renderModule(): RenderModule | null {
  return loaded;
}

/** Fetches the render sink once, apart from the first load, so that the embed script stays small. */
export function loadRender(): Promise<RenderModule> {
  loading ??= import('./render.ts').then((module) => {
    loaded = module;
    return module;
  });
  return loading;
}
