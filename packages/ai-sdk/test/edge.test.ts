import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { samples } from '@earmark/emulator';
import { experimental_streamTranscribe as streamTranscribe, generateText, transcribe } from 'ai';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type * as Provider from '../src/index.ts';
import { key, reasonOf, startWorld, uploaded } from './world.ts';

const source = join(import.meta.dirname, '../src');

// What an edge runtime resolves: `#platform` to its edge variant, and everything without `node:`.
describe.each(['edge', 'index', 'v3'])('%s, bundled for the edge', (entry) => {
  let folder = '';
  let inputs: string[] = [];
  let edge: typeof Provider;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-edge-'));
    const { metafile } = await build({
      entryPoints: [join(source, `${entry}.ts`)],
      bundle: true,
      outfile: join(folder, 'edge.mjs'),
      metafile: true,
      platform: 'browser',
      format: 'esm',
      conditions: ['@earmark/source'],
      alias: { '#platform': join(source, 'platform/edge.ts') },
      logLevel: 'error',
    });
    inputs = Object.keys(metafile.inputs);
    edge = (await import(pathToFileURL(join(folder, 'edge.mjs')).href)) as typeof Provider;
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  it('reaches neither ws nor undici nor anything of Node’s', () => {
    expect(inputs.some((path) => path.endsWith('platform/edge.ts'))).toBe(true);
    const ofNode = /node_modules\/(?:undici|ws)\/|platform\/node\.ts|core\/src\/node\//;
    expect(inputs.filter((path) => ofNode.test(path))).toEqual([]);
  });

  it('says that a key is missing, and takes one of the environment', async () => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', '');
    const call = { audio: new Uint8Array(8), mediaType: 'audio/wav' };
    expect(await reasonOf(edge.createEarmark().transcription().doGenerate(call))).toMatchObject({
      name: 'AI_LoadAPIKeyError',
    });
    await using world = await startWorld();
    vi.stubEnv('ASSEMBLYAI_API_KEY', key);
    vi.stubEnv('ASSEMBLYAI_BASE_URL', world.emulator.url);
    await reasonOf(edge.earmark.transcription().doGenerate(call));
    expect(world.emulator.journal[0]?.headers['authorization']).toBe(key);
  });

  it.skipIf(entry === 'v3')('transcribes, streams and chats', async () => {
    await using world = await startWorld({}, { isReal: true });
    const provider = edge.createEarmark(world.settings);
    const audio = await readFile(samples.meeting.audio);
    const { text } = await transcribe({ model: provider.transcription(), audio });
    expect(text).toContain('beta');
    expect(world.emulator.journal.find(({ route }) => route === uploaded)?.bytes).toBe(audio.byteLength);

    const pcm = (await samples.meeting.pcm()).slice(0, 96_000);
    vi.stubGlobal('WebSocket', WebSocket);
    const live = streamTranscribe({
      model: provider.transcription('universal-streaming-english'),
      audio: new Blob([pcm]).stream(),
      inputAudioFormat: { type: 'audio/pcm', rate: 16_000 },
    });
    expect(await live.text).toMatch(/\w/);
    vi.unstubAllGlobals();

    const model = provider('earmark-extractive');
    const answer = await generateText({ model, prompt: 'When is the launch? The launch is in May.' });
    expect(answer.text).toContain('May');
  });
});
