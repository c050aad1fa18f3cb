import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { createClient } from '@earmark/core/edge';
import { samples } from '@earmark/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as Langchain from '../src/index.ts';
import { startWorld } from './world.ts';

interface Bundler {
  build(options: object): Promise<{ readonly metafile: { readonly inputs: Readonly<Record<string, unknown>> } }>;
}

const toolOf = (name: string): NodeJS.Require => createRequire(createRequire(import.meta.url).resolve(name));
const { build } = toolOf('tsx/package.json')('esbuild') as Bundler;

// A bundle for browsers and edge runtimes resolves `#platform` to its edge variant, and everything without `node:`.
describe('bundled for the edge', () => {
  let folder = '';
  let inputs: string[] = [];
  let edge: typeof Langchain;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-edge-'));
    const source = join(import.meta.dirname, '../src');
    const { metafile } = await build({
      entryPoints: [join(source, 'index.ts')],
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
    edge = (await import(pathToFileURL(join(folder, 'edge.mjs')).href)) as typeof Langchain;
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('reaches neither undici nor ws nor the Node variant', () => {
    expect(inputs.some((path) => path.endsWith('platform/edge.ts'))).toBe(true);
    expect(
      inputs.filter((path) => /node_modules\/(undici|ws)\/|platform\/node\.ts|core\/src\/node\//.test(path)),
    ).toEqual([]);
  });

  it('loads bytes into documents, once by their content', async () => {
    await using world = await startWorld();
    const cache = new Map<string, string>();
    const client = createClient({ apiKey: 'any', baseUrl: world.emulator.url });
    const options = { client, cache };
    const bytes = await readFile(samples.meeting.audio);
    const documents = await new edge.TranscriptLoader(bytes, options).load();
    expect(documents[0]?.metadata.speaker).toBe('A');
    expect(await new edge.TranscriptLoader(new Blob([bytes]), options).load()).toEqual(documents);
    expect(world.asked()).toEqual(['POST /v2/upload', 'POST /v2/transcript']);
  });

  it('refuses a path clearly', async () => {
    const loader = new edge.AudioTranscriptLoader(
      { audio: 'talk.mp3' },
      { apiKey: 'any', baseUrl: 'http://127.0.0.1:9' },
    );
    await expect(loader.load()).rejects.toMatchObject({ code: 'unsupported' });
  });
});
