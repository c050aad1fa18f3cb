import { gzipSync } from 'node:zlib';
import { type Metafile, build } from 'esbuild';
import type { Case } from '../case.ts';
import { type Summary, summary } from '../measure.ts';
import type { Row } from '../table.ts';

interface Size {
  readonly atImport: Summary;
  readonly whole: Summary;
}

const client = "export { createClient } from '@earmark/core";
const kilobyte = 1000;

/** Minified and gzipped: what is loaded at import, and with all that may be loaded later. */
export const size: Case = async () => {
  const sdk = await sizeOf("export { AssemblyAI } from 'assemblyai'", 'node');
  const core = await sizeOf(`${client}'`, 'node', ['undici']);
  const withUndici = await sizeOf(`${client}'`, 'node');
  const sdkBrowser = await sizeOf("export { AssemblyAI } from 'assemblyai'", 'browser');
  const edge = await sizeOf(`${client}/edge'`, 'browser');
  return [
    row('size at import, Node', sdk.atImport, core.atImport, 0.4),
    row('size whole, Node, undici apart', sdk.whole, core.whole),
    row('size whole, Node, with undici', sdk.whole, withUndici.whole),
    row('size at import, browser', sdkBrowser.atImport, edge.atImport, 0.8),
    row('size whole, browser', sdkBrowser.whole, edge.whole),
  ];
};

function row(what: string, theirs: Summary, ours: Summary, atMost?: number): Row {
  return { what, unit: 'kB', sdk: theirs, ours, ...(atMost !== undefined && { target: { atMost } }) };
}

async function sizeOf(contents: string, platform: 'node' | 'browser', external: string[] = []): Promise<Size> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'node20',
    outdir: '/',
    absWorkingDir: '/',
    write: false,
    metafile: true,
    platform,
    external,
    logLevel: 'error',
  });
  const files = new Map(outputFiles.map(({ path, contents: bytes }) => [path, bytes]));
  const kB = (paths: Iterable<string>): Summary => {
    const bytes = Buffer.concat([...paths].map((path) => files.get(path) ?? new Uint8Array()));
    return summary([gzipSync(bytes).length / kilobyte]);
  };
  return { atImport: kB(loadedAtImport(metafile).map((path) => `/${path}`)), whole: kB(files.keys()) };
}

/** The entry, and what it imports statically, however far. */
function loadedAtImport({ outputs }: Metafile): string[] {
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === '<stdin>') ?? '';
  const loaded = new Set([entry]);
  for (const path of loaded) {
    const found = outputs[path]?.imports ?? [];
    for (const { path: next, kind, external } of found) if (kind === 'import-statement' && !external) loaded.add(next);
  }
  return [...loaded];
}
