import type { RunRecord } from '../../shared/index.ts';

/** The runs of one conversation by id, in order of their creation. */
export type RunTree = ReadonlyMap<string, RunRecord>;

/** The branch that ends with `leafId`, oldest first. Stops at a parent that is not there. */
export function branchTo(runs: RunTree, leafId: string | null): readonly RunRecord[] {
  const branch: RunRecord[] = [];
  const seen = new Set<string>();
  for (let id = leafId; id !== null && !seen.has(id); ) {
    seen.add(id);
    const run = runs.get(id);
    if (!run) break;
    branch.push(run);
    id = run.parentId;
  }
  return branch.reverse();
}

/** The newest run below `runId`, or itself: the end of the branch that a person last saw there. */
export function leafBelow(runs: RunTree, runId: string): string {
  const newestChild = new Map<string, string>();
  for (const run of runs.values()) if (run.parentId) newestChild.set(run.parentId, run.id);
  const seen = new Set<string>();
  let leaf = runId;
  for (let next = newestChild.get(leaf); next && !seen.has(next); next = newestChild.get(leaf)) {
    seen.add(next);
    leaf = next;
  }
  return leaf;
}

/** For each run of the branch that has siblings: their ids, itself included, oldest first. */
export function siblingsOf(
  runs: RunTree,
  branch: readonly RunRecord[],
): Readonly<Record<string, readonly string[]>> {
  const children = new Map<string | null, string[]>();
  for (const { id, parentId } of runs.values()) {
    const ids = children.get(parentId);
    if (ids) ids.push(id);
    else children.set(parentId, [id]);
  }
  const siblings: Record<string, readonly string[]> = {};
  for (const { id, parentId } of branch) {
    const ids = children.get(parentId) ?? [];
    if (ids.length > 1) siblings[id] = ids;
  }
  return siblings;
}
