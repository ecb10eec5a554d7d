import { sharedClient } from './client/shared-client.ts';
import { KingletAgent } from './components/agent/agent.ts';
import { define } from './define.ts';

/** Registers `<kinglet-agent>`, whose models are in `models/` of the folder `home` unless an attribute names another. */
export function defineAgent(home: string): void {
  const frameUrl = new URL('frame/', home).href;
  KingletAgent.makeClient = ({ models, model, instructions, tools }) => {
    const folder = models === null ? new URL('models/', home) : asFolder(models);
    const site = {
      ...(model ? { modelId: model } : {}),
      ...(instructions ? { instructions } : {}),
      ...(tools === null ? {} : { tools: tools.split(/[\s,]+/).filter((name) => name !== '') }),
    };
    return sharedClient(new URL('catalogue.json', folder).href, { frameUrl, site });
  };
  // Last, because it brings the tags to life that already stand on the page.
  define('kinglet-agent', KingletAgent);
}

function asFolder(address: string): URL {
  return new URL(address.endsWith('/') ? address : `${address}/`, document.baseURI);
}
