import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { samples } from '@earmark/emulator';
import { ChatAssemblyAI, TranscriptRetriever } from '@earmark/langchain';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createChain } from '../src/chain.ts';
import { readCitations } from '../src/citations.ts';
import { loadAll } from '../src/recordings.ts';
import { openService } from '../src/service.ts';

// A key in the environment would send these tests to the service.
beforeAll(() => vi.stubEnv('ASSEMBLYAI_API_KEY', ''));

const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** When words were said, by the sample's own record. */
function truthOf(quote: string): number {
  const wanted = quote.split(' ').map(plain);
  const heard = samples.meeting.words.map(({ text }) => plain(text));
  const at = heard.findIndex((_, from) => wanted.every((word, step) => heard[from + step] === word));
  const start = samples.meeting.words[at]?.start;
  if (start === undefined) throw new Error(`nobody says: ${quote}`);
  return start;
}

async function ask(question: string, sources: readonly string[], fixtures: readonly string[] = []) {
  await using service = await openService(fixtures);
  const retriever = new TranscriptRetriever({ documents: await loadAll(service.client, sources) });
  const model = new ChatAssemblyAI({ model: service.model, client: service.client });
  return await createChain(retriever, model).invoke(question);
}

describe('a chain over the meeting', () => {
  it.each([
    ['When does the beta launch?', 'B', 'The beta will launch on Tuesday, the second of June.'],
    ['How much is the budget for the recording studio?', 'B', 'The budget for the recording studio is four thousand'],
    ['Who writes the release notes?', 'B', 'Maria writes the release notes'],
    ['After how many hours does the export fail?', 'B', 'The export fails after three hours'],
    ['When is the next stand-up?', 'A', 'Our next stand-up is on Thursday'],
  ])('answers “%s” with the words and their second', async (question, speaker, quote) => {
    const { answer, citations } = await ask(question, [samples.meeting.audio]);
    expect(answer).toContain(quote);
    const [citation] = citations;
    expect(citation).toMatchObject({ speaker, quote: expect.stringContaining(quote) as string });
    const seconds = Number(/#t=([\d.]+),/.exec(citation?.deep_link ?? '')?.[1]);
    expect(Math.abs(seconds - truthOf(quote) / 1000)).toBeLessThan(1);
    expect(citation?.deep_link).toContain(pathToFileURL(samples.meeting.audio).href);
  });
});

it('of several recordings, the citation opens the one it was said in', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rag-over-audio-'));
  const words = 'The parrot is called Admiral.'.split(' ').map((text, at) => {
    return { text, start: 200 + at * 300, end: 400 + at * 300, confidence: 1, speaker: 'A' };
  });
  await writeFile(join(folder, 'parrot.json'), JSON.stringify({ words }));
  await writeFile(join(folder, 'parrot.wav'), tone(2));
  const parrot = join(folder, 'parrot.wav');
  const { citations } = await ask('What is the parrot called?', [samples.meeting.audio, parrot], [folder]);
  await rm(folder, { recursive: true });
  expect(citations).toMatchObject([
    { quote: 'The parrot is called Admiral.', deep_link: `${pathToFileURL(parrot).href}#t=0.2,1.6` },
  ]);
});

it('what was not said is not cited: the passage stands in', async () => {
  await using service = await openService();
  const documents = await loadAll(service.client, [samples.meeting.audio]);
  const retriever = new TranscriptRetriever({ documents, k: 1 });
  const passages = await retriever.invoke('budget');
  const { citations } = readCitations('It is nine: "the budget is nine" [1]. "Nothing" [7]', passages);
  expect(citations).toMatchObject([
    { quote: passages[0]?.pageContent, timecode: passages[0]?.metadata['timecode'] as string },
  ]);
});

it('runs as the README says, offline', async () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const { ASSEMBLYAI_API_KEY: _, ...env } = process.env;
  const command = ['--conditions=@earmark/source', '--import', 'tsx', main];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env });
  expect(stdout).toMatch(/When does the beta launch\?\n“The beta will launch on Tuesday, the second of June\.”\n/);
  expect(stdout).toMatch(/meeting\.mp3#t=[\d.]+,[\d.]+\n/);
});

/** A wave file of a tone, mono, 16 kHz. */
function tone(seconds: number): Buffer {
  const samplesOf = Math.round(16_000 * seconds);
  const data = Buffer.alloc(samplesOf * 2);
  for (let at = 0; at < samplesOf; at += 1) data.writeInt16LE(Math.round(8000 * Math.sin(at / 5)), at * 2);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(16_000, 24);
  head.writeUInt32LE(32_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
