import { standingAllow } from '@kinglet/policy';
import { type ApprovalRequest, type Clock, KingletError, type StandingRule } from '@kinglet/spec';
import type { KeyValues } from '../key-values.ts';
import { openShelf } from '../models/shelf.ts';
import { parseStandingRule } from './parse-standing-rule.ts';

/** What the user decided for good about tools: stored on the device, newest last. */
export interface StandingRules {
  readonly list: readonly StandingRule[];
  /** Makes a rule of an answer "always", in place of one for the same tool, origin and hosts. */
  allow(request: ApprovalRequest): Promise<void>;
  /** @throws KingletError `invalid-input` where there is no such rule. */
  setEffect(id: string, effect: StandingRule['effect']): Promise<void>;
  /** A call was let through. Nothing happens where the rule is gone. */
  used(id: string): Promise<void>;
  /** Nothing happens where it is gone. */
  withdraw(id: string): Promise<void>;
  withdrawAll(): Promise<void>;
}

/** `days`: how long a new `allow` holds. `changed` hears of each change. */
export async function openStandingRules(
  values: KeyValues,
  {
    clock,
    days,
    changed = () => {},
  }: {
    clock: Pick<Clock, 'nowMs' | 'id'>;
    days: () => number;
    changed?: (rules: readonly StandingRule[]) => void;
  },
): Promise<StandingRules> {
  const shelf = await openShelf(values, 'approvals', parseStandingRule);
  const find = (id: string) => shelf.records.find((rule) => rule.id === id);
  async function put(rule: StandingRule): Promise<void> {
    await shelf.put(rule);
    changed(shelf.records);
  }
  async function remove(id: string): Promise<void> {
    await shelf.remove(id);
    changed(shelf.records);
  }
  return {
    get list() {
      return shelf.records;
    },
    async allow(request) {
      if (request.kind !== 'tool' || request.definition === undefined || request.lasting !== true) return;
      const { definition } = request;
      const made = { id: clock.id(), nowMs: clock.nowMs(), days: days() };
      const rule = standingAllow({ ...request, definition }, made);
      const old = shelf.records.find(
        ({ tool, origin, host }) => tool === rule.tool && origin === rule.origin && host === rule.host,
      );
      await put({ ...rule, id: old?.id ?? rule.id });
    },
    async setEffect(id, effect) {
      const rule = find(id);
      if (!rule) throw new KingletError('invalid-input', 'This rule is not in the list any more.');
      await put({ ...rule, effect });
    },
    async used(id) {
      const rule = find(id);
      if (rule) await put({ ...rule, uses: rule.uses + 1 });
    },
    withdraw: remove,
    async withdrawAll() {
      for (const { id } of shelf.records) await remove(id);
    },
  };
}
