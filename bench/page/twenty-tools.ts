import type { ToolDefinition } from '@kinglet/spec';

const verbs = ['find', 'add', 'change', 'delete'] as const;
const office = {
  contact: 'a person in the address book, by name or number',
  event: 'an appointment in the calendar, with its day and place',
  task: 'an entry of the list of things to do, with its due date',
  invoice: 'a bill that was sent to a customer, with its amount',
  parcel: 'a delivery that is on its way, by its tracking number',
};
const kitchen = {
  recipe: 'a recipe of the collection, by its name or what is in it',
  order: 'an order of bread or cake for a day, with its pieces',
  supplier: 'a mill or a dairy that delivers, with its prices',
  oven: 'a program of the oven, with its degrees and minutes',
  shift: 'a time of work of one of the bakers, with its hours',
};

/** Twenty tools of an office agent, sorted by name; some 900 tokens in a prompt. */
export const officeTools: readonly ToolDefinition[] = toolsFor(office);

/** As many of another agent. */
export const kitchenTools: readonly ToolDefinition[] = toolsFor(kitchen);

function toolsFor(things: Readonly<Record<string, string>>): readonly ToolDefinition[] {
  return Object.entries(things)
    .flatMap(([thing, what]) => verbs.map((verb) => toolFor(verb, thing, what)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toolFor(verb: (typeof verbs)[number], thing: string, what: string): ToolDefinition {
  return {
    name: `${verb}_${thing}`,
    description: `Use it to ${verb} ${what}.`,
    parameters: {
      type: 'object',
      properties: {
        [thing]: { type: 'string', description: `which ${thing}` },
        when: { type: 'string', description: 'a day or a time' },
      },
      required: [thing],
    },
    risk: verb === 'find' ? 'read' : 'write',
    destructive: verb === 'delete',
    timeoutMs: 1000,
    origin: 'built-in',
  };
}
