import { expect, test } from 'vitest';
import { triedArguments } from './tried-arguments.ts';

const argument = (name: string, kind: 'text' | 'number' | 'yes-no', optional = false) => ({
  name,
  description: '',
  kind,
  optional,
});

test('reads what was typed by its kind; what is no number goes as it is, to be refused by the schema', () => {
  const parameters = [
    argument('price', 'number'),
    argument('name', 'text'),
    argument('gift', 'yes-no'),
    argument('rate', 'number', true),
    argument('count', 'number'),
  ];
  expect(triedArguments(parameters, ['12,5', '007', true, '', 'many'])).toEqual({
    price: 12.5,
    name: '007',
    gift: true,
    count: 'many',
  });
  expect(
    triedArguments([argument('price', 'number'), argument('gift', 'yes-no', true)], ['', false]),
  ).toEqual({
    price: '',
    gift: false,
  });
});
