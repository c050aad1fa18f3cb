import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Script, samples, startEmulator } from '@earmark/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ran, runQuickstart, startQuickstart } from './run-quickstart.ts';
import { toSeconds } from './seconds.ts';

const speech = fileURLToPath(new URL('../../../../shared/audio/jfk.wav', import.meta.url));
const hasPocketsphinx = existsSync('/usr/share/pocketsphinx/model/en-us/en-us.lm.bin');

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-quickstart-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

// The real service's part is played by an emulator, reached the way the real one is.
async function quickstartWithKey(apiKey: string, script: Script, keys: readonly string[]): Promise<Ran> {
  await using service = await startEmulator({ engine: 'fixtures', script, keys });
  return await runQuickstart(folder, [], {
    ASSEMBLYAI_API_KEY: apiKey,
    ASSEMBLYAI_BASE_URL: service.url,
    ASSEMBLYAI_LLM_GATEWAY_URL: service.llmGatewayUrl,
  });
}

describe('without a key', () => {
  it('answers three questions about the bundled recording with quotes, speakers and times that are right', async () => {
    const { stdout, code } = await runQuickstart(folder);
    expect(code).toBe(0);
    expect(stdout).toContain('Service  the embedded emulator');
    expect(stdout).toContain('2 speakers');

    const answers = [...stdout.matchAll(/ {4}“(.+)”\n {4}↳ Speaker (\w), (\S+)–(\S+)\n/g)];
    expect(answers).toHaveLength(3);
    for (const [, quote = '', speaker, from = '', to = ''] of answers) {
      const { words } = samples.meeting;
      const start = words.findIndex((_, at) =>
        words
          .slice(at)
          .map(({ text }) => text)
          .join(' ')
          .startsWith(quote),
      );
      const said = words.slice(start, start + quote.split(' ').length);
      expect(said.map(({ text }) => text).join(' ')).toBe(quote);
      expect(said.every((word) => word.speaker === speaker)).toBe(true);
      expect(toSeconds(from)).toBe(Math.floor((said[0]?.start ?? 0) / 1000));
      expect(toSeconds(to)).toBe(Math.floor((said.at(-1)?.end ?? 0) / 1000));
    }
  });

  it('writes captions and a page that holds the recording, the words and the answers', async () => {
    const { stdout } = await runQuickstart(folder);
    const [captions, page] = [join(folder, 'meeting.srt'), join(folder, 'meeting.html')];
    expect(stdout).toContain('meeting.srt');
    expect(stdout).toContain('meeting.html');
    expect(await readFile(captions, 'utf8')).toMatch(/^1\n00:00:00,400 --> 00:00:0\d,\d{3}\nGood morning, Daniel\.\n/);
    const html = await readFile(page, 'utf8');
    expect(html).toContain((await readFile(samples.meeting.audio)).toString('base64'));
    expect(html).toContain('The beta will launch on Tuesday, the second of June.');
  });

  it('says what is wrong with a file that is not there, or not audio, in one line and without a stack', async () => {
    const missing = await runQuickstart(folder, ['nothing.wav']);
    expect(missing.code).toBe(1);
    expect(missing.stderr.trim()).toMatch(
      /^quickstart: The audio file cannot be read \(there is no such file\): .*nothing\.wav$/,
    );

    await writeFile(join(folder, 'notes.txt'), 'not audio');
    const text = await runQuickstart(folder, ['notes.txt']);
    expect(text.code).toBe(1);
    expect(text.stderr).toMatch(/^quickstart: The job ended with: Transcoding failed\. File type text\/plain/m);
    expect(text.stderr).not.toMatch(/^\s+at /m);
  });
});

const canHear = existsSync(speech) && hasPocketsphinx;
const needs = 'needs ../shared/audio/jfk.wav beside the checkout, pocketsphinx and pocketsphinx-en-us';

describe.skipIf(!canHear)(`on real speech, heard by pocketsphinx${canHear ? '' : ` (${needs})`}`, () => {
  it('quotes the words of a question’s answer inside the time they were spoken', { timeout: 120_000 }, async () => {
    const { stdout, code } = await runQuickstart(folder, [speech, '--question', 'What can your country do for you?']);
    expect(code).toBe(0);
    expect(stdout).toContain('Note     speaker_labels is unavailable');
    const cited = /“(.*your country can do for you.*)”\n {4}↳ (\S+)–(\S+)\n/.exec(stdout);
    expect(cited?.[1]).toContain('your country can do for you');
    // In the recording, the phrase lasts from 5.4 s to 7.7 s.
    expect(toSeconds(cited?.[2] ?? '')).toBeGreaterThanOrEqual(5);
    expect(toSeconds(cited?.[3] ?? '')).toBeLessThanOrEqual(8);
    expect(await readFile(join(folder, 'jfk.srt'), 'utf8')).toContain('your country can do for you');
    expect(await readFile(join(folder, 'jfk.html'), 'utf8')).toContain('data-citation');
  });
});

describe.skipIf(!canHear)(`stopped in the middle${canHear ? '' : ` (${needs})`}`, () => {
  it.each([
    ['by Ctrl-C', (child: ChildProcess) => child.kill('SIGINT')],
    ['by a reader that goes away', (child: ChildProcess) => child.stdout?.destroy()],
  ])('%s, it leaves nothing of the recording behind', async (_, stop) => {
    const child = startQuickstart(join(folder, 'out'), [speech], { TMPDIR: folder });
    const stderr = readAll(child.stderr);
    for await (const line of createInterface(child.stdout)) if (line.startsWith('Job      processing')) break;
    stop(child);
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    expect((await stderr).trim()).toMatch(/quickstart: stopped$/);
    expect((await readdir(folder)).filter((name) => name.startsWith('earmark-'))).toEqual([]);
  });
});

describe('with a key', () => {
  it('uses the service, and says so', async () => {
    const { stdout, code } = await quickstartWithKey('a-good-key', {}, ['a-good-key']);
    expect(code).toBe(0);
    expect(stdout).toContain('Service  AssemblyAI, with your ASSEMBLYAI_API_KEY');
    expect(stdout).toContain('Answers  earmark-extractive, LLM gateway');
  });

  it('answers from a local quote search where the account has no gateway, and says so', async () => {
    const error = 'Your account does not have access to LLM Gateway. Please upgrade.';
    const refusal = { status: 401, body: { error, status: 'error', request_id: 'r-1' } };
    const { stdout, code } = await quickstartWithKey('a-good-key', { 'POST /v1/chat/completions': [refusal] }, [
      'a-good-key',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('Answers  a local quote search, because this account has no LLM gateway');
    expect(stdout).toContain('“Maria writes the release notes, and I will review them on Friday.”');
  });

  it('says that the key was refused, without showing it', async () => {
    const { stdout, stderr, code } = await quickstartWithKey('a-bad-key', {}, ['a-good-key']);
    expect(code).toBe(1);
    expect(stderr).toContain('The API key was refused: check `apiKey` or ASSEMBLYAI_API_KEY');
    expect(stdout + stderr).not.toContain('a-bad-key');
  });
});

it('prints what the README shows', async () => {
  const readme = await readFile(fileURLToPath(new URL('../../../README.md', import.meta.url)), 'utf8');
  const shown = /```text\n(Service.*?)```/s.exec(readme)?.[1] ?? '';
  const { stdout } = await runQuickstart(join(folder, 'quickstart-output'), ['--emulator'], { INIT_CWD: folder });
  expect(stable(stdout)).toBe(stable(shown));
});

// Ids differ from run to run, installed engines and paths from machine to machine.
function stable(output: string): string {
  return output
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replace(/emulator \([^)]*\)/, 'emulator (<engines>)')
    .replace(/\S*packages\/emulator/, 'packages/emulator');
}
