import { expect, test } from 'vitest';
import { parseRemote } from './remote-form.ts';

const fields = {
  baseUrl: 'https://api.example.com/v1/',
  model: ' big ',
  inputPrice: '0,15',
  outputPrice: '',
};

test('reads an endpoint: trims, takes the slash off, an empty price is unknown', () => {
  expect(parseRemote(fields)).toEqual({
    ok: true,
    remote: {
      baseUrl: 'https://api.example.com/v1',
      model: 'big',
      inputUsdPerMillion: 0.15,
      outputUsdPerMillion: null,
    },
  });
});

test.each([
  [{ baseUrl: 'api.example.com' }, 'no http or https address'],
  [{ baseUrl: 'file:///etc/passwd' }, 'no http or https address'],
  [{ baseUrl: 'https://user:secret@example.com/v1' }, 'no http or https address'],
  [{ model: '  ' }, 'Name the model'],
  [{ inputPrice: 'cheap' }, '“cheap” is no price'],
  [{ outputPrice: '-1' }, '“-1” is no price'],
])('says what is wrong with %o', (change, message) => {
  expect(parseRemote({ ...fields, ...change })).toMatchObject({
    ok: false,
    message: expect.stringContaining(message),
  });
});
