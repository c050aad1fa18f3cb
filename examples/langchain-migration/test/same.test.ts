import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { samples, startEmulator } from '@earmark/emulator';
import { expect, it } from 'vitest';

const ours = "'@earmark/langchain'";
const community = "'@langchain/community/document_loaders/web/assemblyai'";

interface Loaded {
  readonly pageContent: string;
  readonly metadata: Record<string, unknown>;
}

/** Runs an example as it stands, or with the community package's import instead of ours and nothing else changed. */
async function run(name: string, from: string, argument: string, baseUrl: string): Promise<Loaded[]> {
  const path = fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const [, before = '', after = ''] = (await readFile(path, 'utf8')).split(/^(import .*)$/m);
  expect([before, after]).toEqual([expect.stringContaining(ours), expect.not.stringContaining('import')]);
  const place = fileURLToPath(new URL(`${name}-${from === ours ? 'ours' : 'community'}.ts`, import.meta.url));
  await writeFile(place, `${before.replace(ours, from)}${after}`);
  try {
    const command = ['--conditions=@earmark/source', '--import', 'tsx', place, argument];
    const env = { ...process.env, ASSEMBLYAI_BASE_URL: baseUrl };
    return JSON.parse((await promisify(execFile)(process.execPath, command, { env })).stdout);
  } finally {
    await rm(place);
  }
}

// Each run makes a job of its own: its id and the upload's address differ, and nothing else.
function alike(documents: readonly Loaded[]): Loaded[] {
  const ofOneJob = { id: 'of-the-job', audio_url: 'of-the-upload' };
  return documents.map(({ pageContent, metadata }) => {
    const own = Object.entries(ofOneJob).filter(([field]) => field in metadata);
    return { pageContent, metadata: { ...metadata, ...Object.fromEntries(own) } };
  });
}

it.each(['transcribe', 'subtitles'])('%s gives the same documents when only the import changes', async (name) => {
  await using emulator = await startEmulator({ engine: 'fixtures' });
  const theirs = await run(name, community, samples.meeting.audio, emulator.url);
  const loaded = await run(name, ours, samples.meeting.audio, emulator.url);
  expect(loaded).toHaveLength(1);
  expect(loaded[0]?.pageContent).toContain('Good morning, Daniel.');
  expect(alike(loaded)).toEqual(alike(theirs));
  const jobs = emulator.journal.filter(({ route }) => route === 'POST /v2/transcript').map(({ json }) => json);
  const [asked, askedByUs] = jobs.map((json) => ({ ...Object(json), audio_url: '' }));
  expect(askedByUs).toEqual(asked);
});

it('pieces of a transcript that is there already are the same, one by one', async () => {
  await using emulator = await startEmulator({ engine: 'fixtures' });
  const [whole] = await run('transcribe', ours, samples.meeting.audio, emulator.url);
  const id = String(whole?.metadata['id']);
  const loaded = await run('pieces', ours, id, emulator.url);
  expect(loaded.length).toBeGreaterThan(10);
  expect(loaded).toEqual(await run('pieces', community, id, emulator.url));
});
