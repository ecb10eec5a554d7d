import './main.ts';

/** Kinglet's worker, until it is told to hang: it then holds its lock and answers nothing. */
new BroadcastChannel('kinglet-test-hang').addEventListener('message', () => {
  for (;;) performance.now();
});
