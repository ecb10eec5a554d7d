import { sharedClient } from './client/shared-client.ts';
import { KingletAgent } from './components/agent/agent.ts';
import { define } from './define.ts';

export interface AgentFolders {
  /** With `catalogue.json`, for agents without the attribute `models`; a relative address resolves against the document. */
  readonly models: string;
  /**
   * With the document that holds the agent alone, to be offered beside the name of what a page's policy lacks; absent: neither
   * is told.
   */
  readonly frame?: string;
}

/** Registers `<kinglet-agent>`, once. The tags that already stand on the page come to life. */
export function defineAgent({ models, frame }: AgentFolders = { models: 'models/' }): void {
  KingletAgent.makeClient = (agent) => {
    const { model, instructions, tools } = agent;
    const site = {
      ...(model ? { modelId: model } : {}),
      ...(instructions ? { instructions } : {}),
      ...(tools === null ? {} : { tools: tools.split(/[\s,]+/).filter((name) => name !== '') }),
    };
    return sharedClient(new URL('catalogue.json', asFolder(agent.models ?? models)).href, {
      ...(frame === undefined ? {} : { frameUrl: asFolder(frame).href }),
      site,
    });
  };
  // Last, because it brings those tags to life.
  define('kinglet-agent', KingletAgent);
}

function asFolder(address: string): URL {
  return new URL(address.endsWith('/') ? address : `${address}/`, document.baseURI);
}
