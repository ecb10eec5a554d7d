/**
 * The largest specialist's file that can be imported, in bytes: a page refuses it before it reads it. An adapter of any
 * sensible rank for a model that a browser can run is far smaller.
 */
export const maxAdapterBytes = 300_000_000;
