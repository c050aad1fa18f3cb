import { access, readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AssemblyAI } from 'assemblyai';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

/** The first cells of a page's tables, without their backticks. */
function firstCells(page: string): string[] {
  return [...page.matchAll(/^\| (`.+?) *\|/gm)].map(([, cell = '']) => cell);
}

describe('docs/guide/errors.md', () => {
  it('has a row for each code, and for no other', async () => {
    const [, type = ''] = /EarmarkErrorCode =([^;]+);/.exec(await read('packages/core/src/errors.ts')) ?? [];
    const codes = [...type.matchAll(/'(\w+)'/g)].map(([, code]) => `\`${code}\``);
    const [, table = ''] = (await read('docs/guide/errors.md')).split('## Codes');
    expect(codes.length).toBeGreaterThan(10);
    expect(firstCells(table).toSorted()).toEqual(codes.toSorted());
  });
});

// What the other client has, as its types say: a method that is missing here, or is no more there, does not compile.
const surface: { readonly [Service in keyof AssemblyAI]: Readonly<Record<keyof AssemblyAI[Service], true>> } = {
  files: { upload: true },
  transcripts: {
    transcribe: true,
    submit: true,
    create: true,
    waitUntilReady: true,
    get: true,
    list: true,
    delete: true,
    wordSearch: true,
    sentences: true,
    paragraphs: true,
    subtitles: true,
    redactions: true,
    redactedAudio: true,
    redactedAudioFile: true,
  },
  llmGateway: { chatCompletions: true, listModels: true, understanding: true, validateUnderstanding: true },
  sync: { transcribe: true, transcribeLive: true, openLive: true, warm: true },
  dictation: { transcribeLive: true, openLive: true, warm: true },
  streaming: { transcriber: true, createTemporaryToken: true },
  realtime: { transcriber: true, createService: true, createTemporaryToken: true },
};

describe('docs/guide/migrating-from-assemblyai.md', () => {
  it('has a row for each method of the other client, and for no method that it has not', async () => {
    const cells = firstCells(await read('docs/guide/migrating-from-assemblyai.md'));
    const services = Object.keys(surface).join('|');
    const named = cells.map((cell) => new RegExp(`^\`((?:${services})\\.\\w+)\\(`).exec(cell)?.[1]);
    const methods = Object.entries(surface).flatMap(([service, has]) =>
      Object.keys(has).map((name) => `${service}.${name}`),
    );
    expect(named.filter((name) => name !== undefined).toSorted()).toEqual(methods.toSorted());
  });

  it('speaks of the version that is installed', async () => {
    const { version } = JSON.parse(await read('packages/core/node_modules/assemblyai/package.json')) as {
      version: string;
    };
    expect(await read('docs/guide/migrating-from-assemblyai.md')).toContain(`(${version})`);
  });
});

describe('every page of the guide', () => {
  it('links to pages, headings and folders that are there', async () => {
    const guide = (await readdir(join(root, 'docs/guide'))).map((name) => `docs/guide/${name}`);
    const pages = ['README.md', 'packages/core/README.md', 'docs/architecture.md', ...guide];
    const broken: string[] = [];
    for (const page of pages) {
      for (const [, link = ''] of (await read(page)).matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
        if (!(await leadsSomewhere(page, link))) broken.push(`${page}: ${link}`);
      }
    }
    expect(broken).toEqual([]);
  });
});

async function leadsSomewhere(page: string, link: string): Promise<boolean> {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  const isThere = await access(join(root, target)).then(
    () => true,
    () => false,
  );
  if (!isThere || heading === undefined) return isThere;
  const headings = [...(await read(target)).matchAll(/^#+ (.*)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
  return headings.includes(heading);
}
