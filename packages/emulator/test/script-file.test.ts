import { expect, it } from 'vitest';
import { parseScript } from '../src/script-file.ts';

const route = 'POST /v2/transcript';

it('a script file says everything a script says', () => {
  const script = {
    [route]: [
      { times: 'always', delayMs: 5, status: 500, headers: { a: 'b' }, body: { error: 'x' } },
      { reset: 'before-body' },
      { hang: true },
      { afterwards: 'reset' },
      { truncate: 0, dripMs: 1 },
      { throttle: 1, job: { error: 'words' } },
    ],
  };
  expect(parseScript(JSON.stringify(script), 'a.json')).toEqual(script);
});

it.each([
  ['{', /^a\.json is not JSON: /],
  ['[]', /^a\.json must be an object of lists of answers, by route$/],
  [{ 'v2/transcript': [] }, /v2\/transcript is no route, such as POST \/v2\/transcript/],
  [{ [route]: { status: 500 } }, /POST \/v2\/transcript must be a list of answers/],
  [{ [route]: [500] }, /has an answer that is no object/],
  [{ [route]: [{ stauts: 500 }] }, /has an answer with an unknown `stauts`/],
  [{ [route]: [{ constructor: 1 }] }, /has an answer with an unknown `constructor`/],
  [{ [route]: [{ status: '500' }] }, /whose `status` is wrong: "500"/],
  [{ [route]: [{ status: 99 }] }, /whose `status` is wrong: 99/],
  [{ [route]: [{ headers: { a: 1 } }] }, /whose `headers` is wrong/],
  [{ [route]: [{ throttle: 0 }] }, /whose `throttle` is wrong: 0/],
  [{ [route]: [{ job: {} }] }, /whose `job` is wrong/],
  [{ [route]: [{ times: 'often' }] }, /whose `times` is wrong: "often"/],
])('what is wrong in %j is named', (script, message) => {
  const json = typeof script === 'string' ? script : JSON.stringify(script);
  expect(() => parseScript(json, 'a.json')).toThrow(message);
});
