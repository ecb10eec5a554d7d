/**
 * The text of a classic worker script that imports a module of another origin, for a blob: a browser starts no worker from
 * another origin, and Chromium no module worker from a blob in a sandboxed page. By `import()`, which a page's policy judges by
 * `script-src` (an import statement of a worker it judges by `worker-src`). Messages are kept until it is done.
 */
export function importScript(href: string): string {
  return `const early = [];
const keep = (event) => early.push(event);
addEventListener('message', keep);
import(${JSON.stringify(href)}).then(() => {
  removeEventListener('message', keep);
  for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));
}, (error) => setTimeout(() => { throw error; }));`;
}
