import type { SiteWishes } from '../shared/index.ts';
import type { TabSharing } from './connection/connection.ts';
import type { MarkerStorage } from './marker-storage.ts';

export interface ClientOptions {
  /** Makes the worker: a module worker whose script calls `startWorker`. Called again by `restart`. */
  createWorker(): Worker;
  /** Address of `models/catalogue.json`; a relative one resolves against the document. */
  readonly catalogueUrl: string;
  /** Where the page remembers that a model was loading; default `localStorage` where that is allowed. */
  readonly storage?: MarkerStorage | null;
  /** Where it remembers, over a reload, in which conversation an answer was under way; default `sessionStorage`. */
  readonly tabStorage?: MarkerStorage | null;
  /** Tabs of this origin whose clients say the same share one worker; absent: this client has its own. */
  readonly sharing?: TabSharing;
  /** How long a worker that owes something may give no word before it counts as hung, in milliseconds. Default 30,000. */
  readonly hangMs?: number;
  /** In a foreign page: the document that holds the agent alone, for a page whose policy blocks it. */
  readonly frameUrl?: string;
  /** What the page's author wants of the agent. */
  readonly site?: SiteWishes & { readonly modelId?: string };
}
