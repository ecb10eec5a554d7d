import type { JsonObject, ToolDefinition } from '@kinglet/spec';

const facts = { risk: 'read', destructive: false, timeoutMs: 1000, origin: 'built-in' } as const;

function tool(
  name: string,
  description: string,
  properties: Readonly<Record<string, JsonObject>>,
): ToolDefinition {
  return {
    ...{ name, description, ...facts },
    parameters: { type: 'object', properties, required: Object.keys(properties) },
  };
}

const text = (description: string): JsonObject => ({ type: 'string', description });

/** Some of the app's own tools, which `builtin-135m` knows by heart; only those whose arguments are all required. */
export const bareCalls = {
  tools: [
    tool('convert', 'Convert an amount.', { amount: text('an amount'), to: text('a unit') }),
    tool('remind', 'Set a reminder.', { text: text('what'), when: text('when') }),
    tool('days', 'Count days.', { from: text('a day'), to: text('a day') }),
  ],
  messages: [
    'convert 5 foot 11 to centimetres',
    'remind me to water the plants in 20 minutes',
    'how many days from today to 24 December?',
    'what is 70 kg in pounds?',
    'remind me to call Ada tomorrow at 9',
  ],
};

/** Tools with long calls, for `tools-135m`. */
export const schemaCalls = {
  tools: [
    tool('search_flights', 'Search flights between two cities.', {
      origin_city: text('city of departure'),
      destination_city: text('city of arrival'),
      departure_date: text('day of departure'),
      passenger_count: { type: 'integer', description: 'number of passengers' },
      cabin_class: { type: 'string', enum: ['economy', 'business'], description: 'cabin class' },
    }),
    tool('create_invoice', 'Create an invoice for a customer.', {
      customer_name: text('name of the customer'),
      total_amount: { type: 'integer', description: 'amount to pay' },
      currency_code: text('currency, such as EUR'),
      payment_due_date: text('day by which it is to be paid'),
    }),
    tool('reserve_table', 'Reserve a table in a restaurant.', {
      restaurant_name: text('name of the restaurant'),
      guest_count: { type: 'integer', description: 'number of guests' },
      arrival_time: text('time of arrival'),
    }),
  ],
  messages: [
    'Find flights from Zurich to Oslo on 3 May for 2 passengers in economy',
    'Make an invoice for Ada Lovelace over 1200 EUR, due on 1 June',
    'Reserve a table at Casa Nova for 4 guests at 19:30',
    'Search business flights from Rome to Lisbon on 12 July for 1 passenger',
    'Create an invoice of 350 CHF for Bob Miller to be paid by 15 March',
  ],
};
