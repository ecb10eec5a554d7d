import { looksLike } from '@kinglet/policy';
import type { ApprovalGuard } from './approval-case.ts';

/** Each looks like one that is known. */
const pairs: readonly (readonly [string, string])[] = [
  ['de1ete', 'delete'],
  ['rnail', 'mail'],
  ['send__mail', 'send_mail'],
  ['n0te', 'note'],
  ['ѕearch', 'search'],
  ['Rеmind', 'remind'],
];

export const nameCases: ApprovalGuard = {
  guard: 'a name that looks like a known one is none of its own',
  cases: pairs.map(([name, known]) => ({
    name: `${name} for ${known}`,
    passes: () => looksLike(name, [known]) === null,
    passesWithout: () => name !== known,
  })),
};
