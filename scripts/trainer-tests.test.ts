import { expect, it } from 'vitest';
import { readJunit } from './trainer-tests.ts';

it('reads the counts of a pytest report', () => {
  const xml =
    '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.5"><testcase name="a"/></testsuite></testsuites>';
  expect(readJunit(xml)).toEqual({ passed: 4, failed: 3, skipped: 3 });
  expect(readJunit('')).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
