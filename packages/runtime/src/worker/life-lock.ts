/**
 * Takes the lock and holds it until the worker dies: whoever is granted it next knows of the death. Resolves when it
 * is held, or at once where there are no locks.
 */
export function holdLifeLock(name: string): Promise<void> {
  return new Promise((held) => {
    if (!navigator.locks) return held();
    void navigator.locks.request(name, () => {
      held();
      return new Promise(() => {});
    });
  });
}
