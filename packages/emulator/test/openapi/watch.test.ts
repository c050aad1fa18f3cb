import { describe, expect, it, onTestFinished } from 'vitest';
import { realClock } from '../../src/clock.ts';
import type { Answer } from '../../src/http.ts';
import { createLimiter } from '../../src/limits.ts';
import { createProjects } from '../../src/projects.ts';
import { createPrompter } from '../../src/prompter.ts';
import { startServer } from '../../src/server.ts';
import { createServing } from '../../src/serving.ts';
import { start } from '../world.ts';
import { reasonToSkip } from './specification.ts';
import { takeProblems } from './watch.ts';

const unless = reasonToSkip === undefined ? '' : ` (skipped: ${reasonToSkip})`;
const headers = { authorization: 'a' };

async function* pieces() {
  yield '{"invent';
  yield 'ed":1}';
}

/** A server of the emulator’s that answers one route, as it is told. */
async function serve(answer: Answer): Promise<string> {
  const limiter = createLimiter({}, realClock);
  const { signal } = new AbortController();
  const routes = [{ method: 'GET', path: '/v2/transcript', handle: () => answer }];
  const common = {
    journal: [],
    prompter: createPrompter({}, []),
    projects: createProjects(undefined),
    limiter,
    signal,
  };
  const serving = createServing({ ...common, routes, startedAt: 0, clock: realClock });
  const server = await startServer({ serve: serving, upgrade: () => false }, { port: 0, headersTimeoutMs: 1_000 });
  onTestFinished(() => server.close());
  return `http://127.0.0.1:${server.port}/v2/transcript`;
}

describe.skipIf(reasonToSkip !== undefined)(`whoever asks, every answer is looked at${unless}`, () => {
  it('and what is not as published is named', async () => {
    await fetch(await serve({ json: { invented: 1 } }), { headers });
    expect(takeProblems()).toContainEqual(expect.stringMatching(/^GET \/v2\/transcript 200: .*'page_details'/));
  });

  it('and so is a status, and a type of content, that is published nowhere', async () => {
    await fetch(await serve({ status: 418 }), { headers });
    await fetch(await serve({ text: '{}' }), { headers });
    expect(takeProblems()).toEqual([
      'GET /v2/transcript: a 418 of application/json is published nowhere',
      'GET /v2/transcript: a 200 of text/plain; charset=utf-8 is published nowhere',
    ]);
  });

  it('also where it comes in pieces', async () => {
    const type = { 'content-type': 'application/json' };
    const url = await serve({ stream: pieces(), headers: type });
    expect(await (await fetch(url, { headers })).json()).toEqual({ invented: 1 });
    expect(takeProblems()).not.toEqual([]);
  });

  it('but not the script’s own words, which need not be true', async () => {
    const { emulator } = await start({ script: { 'GET /v2/transcript': [{ body: { invented: 1 } }] } });
    await fetch(`${emulator.url}/v2/transcript`, { headers });
    expect(takeProblems()).toEqual([]);
    expect(emulator.journal).toMatchObject([{ scripted: true }]);
  });
});
