import { KingletError } from '@kinglet/spec';

/** Told in a tab that another version's tab does not serve. */
export function otherVersionError(): KingletError {
  return new KingletError(
    'other-version',
    'Another tab runs another version of Kinglet, and all tabs share one engine. Reload this tab and that one, or close that one: this one goes on then.',
  );
}

/** Told in the tab that leads. */
export function otherVersionNotice(): KingletError {
  return new KingletError(
    'other-version',
    'A tab with another version of Kinglet was opened and waits for this one. Reload this tab, so that both run the same.',
  );
}

/** Of calls that waited for the worker of a tab that closed or died. */
export function leaderGoneError(): KingletError {
  return new KingletError(
    'engine-lost',
    'The tab that ran the model is gone, and another one takes over. Nothing stored is lost: try it again.',
  );
}

export function silentError(): KingletError {
  return new KingletError(
    'engine-lost',
    'The tab that runs the model does not answer; the browser may have put it to sleep. Bring that tab to the front, or restart Kinglet here.',
  );
}

/** Of a worker of this page's that gave no word for `hangMs`, and was ended. */
export function hungError(hangMs: number): KingletError {
  return new KingletError(
    'engine-lost',
    `The agent's worker gave no sign of life for ${Math.round(hangMs / 1000)} s and was ended. Nothing stored is lost: start it again.`,
  );
}
