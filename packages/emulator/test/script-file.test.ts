import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readScript } from '../src/script-file.ts';
import { makeFolder } from './world.ts';

async function fileOf(text: string): Promise<string> {
  const path = join(await makeFolder(), 'a.json');
  await writeFile(path, text);
  return path;
}

it('a script file says everything a script says', async () => {
  const script = {
    'POST /v2/transcript': [
      { times: 'always', delayMs: 5, status: 500, headers: { a: 'b' }, body: { error: 'x' } },
      { reset: 'before-body' },
      { hang: true },
      { afterwards: 'reset' },
      { truncate: 0, dripMs: 1 },
      { throttle: 1, job: { error: 'words' } },
    ],
  };
  expect(await readScript(await fileOf(JSON.stringify(script)))).toEqual(script);
});

it('a file that is not JSON is named', async () => {
  const path = await fileOf('{');
  await expect(readScript(path)).rejects.toThrow(`${path} is not JSON: `);
});

it('what is wrong in a file is named with its place', async () => {
  const path = await fileOf('{"POST /v2/upload": [{}, {"status": "500"}]}');
  await expect(readScript(path)).rejects.toThrow('script["POST /v2/upload"][1].status must be ');
});
