import type { AgentDeps } from '@kinglet/agent';
import { policyRules } from '@kinglet/policy';
import type { Tool } from '@kinglet/spec';
import type { RunRecord, SiteWishes } from '../../shared/index.ts';
import type { ApprovalDesk } from './approval-desk.ts';
import { withEarlierFiles } from './earlier-files.ts';
import { offeredTools } from './offered-tools.ts';
import { onRecord } from './on-record.ts';
import type { RunServiceOptions, Wanted } from './run-service-options.ts';

interface RunFacts {
  readonly conversationId: string;
  /** The runs before it, oldest first. */
  readonly branch: readonly RunRecord[];
  readonly wanted: Wanted;
  readonly signal: AbortSignal;
}

/** What a run works with. One that goes to the larger model does not wait for the small one. */
export async function runDeps(
  options: RunServiceOptions,
  desk: Pick<ApprovalDesk, 'ask'>,
  { conversationId, branch, wanted, signal }: RunFacts,
): Promise<AgentDeps> {
  const { askLarger, site, own } = wanted;
  const { clock, tools, companions, userTools, journal, standing, ledger, largerLocal } = options;
  const { localEngine, online, rules = [], limitsOf } = options;
  const neverLeave = () => limitsOf?.().neverLeave ?? false;
  const earlier = branch.flatMap(({ attachments }) => attachments).reverse();
  const remote = options.remote();
  return {
    local: askLarger && remote && !neverLeave() ? null : await localEngine(signal, conversationId),
    reloadLocal: (asked) => localEngine(asked.signal, conversationId),
    remote,
    tools: [
      ...offeredTools(tools, site.tools).map((tool) => withEarlierFiles(tool, earlier)),
      ...besides(own, site, userTools?.()),
      ...own
        .filter(({ definition }) => !neverLeave() || definition.risk !== 'send')
        .map((tool) => onRecord(tool, () => journal.isBehind)),
    ],
    compacts: true,
    companions: besides(own, site, companions),
    policy: policyRules,
    log: options.log(),
    clock,
    standingRules: () => standing.list,
    approve: async (request, asked) => {
      const decision = await desk.ask(request, asked);
      if (decision === 'always') await standing.allow(request);
      return decision;
    },
    online,
    rules,
    neverLeave,
    mayBeWrong: limitsOf?.().mayBeWrong ?? null,
    ...(ledger === undefined ? {} : { ledger }),
    ...(largerLocal === undefined ? {} : { largerLocal }),
  };
}

/** Those of the tools that the page allows; where it has one of the same name, that one is meant there. */
function besides(
  own: readonly Tool[],
  { tools: allowed }: SiteWishes,
  tools: readonly Tool[] = [],
): readonly Tool[] {
  const taken = new Set(own.map(({ definition }) => definition.name));
  return tools.filter(
    ({ definition: { name } }) => !taken.has(name) && (allowed === undefined || allowed.includes(name)),
  );
}
