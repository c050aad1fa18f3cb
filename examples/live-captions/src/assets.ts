import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What the page is made of. */
export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

const from = (name: string): string => fileURLToPath(new URL(`browser/${name}`, import.meta.url));

/** Bundles the page's scripts, core's edge entry among them, and reads the rest; by path. */
export async function makeAssets(streamingUrl: string): Promise<ReadonlyMap<string, Asset>> {
  const { outputFiles } = await build({
    entryPoints: [from('main.ts'), from('microphone-worklet.ts')],
    bundle: true,
    // What core loads only when it is needed stays in files of its own.
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    // In a clone of the repository, core is not built.
    conditions: ['@earmark/source', 'module'],
    outdir: 'served',
    write: false,
    logLevel: 'error',
  });
  const scripts = outputFiles.map(({ path, contents }): [string, Asset] => [
    `/${basename(path)}`,
    { type: 'text/javascript', body: contents },
  ]);
  const page = await readFile(from('index.html'), 'utf8');
  const style = await readFile(from('style.css'), 'utf8');
  return new Map([
    ...scripts,
    ['/', { type: 'text/html; charset=utf-8', body: page.replace('{{streaming-url}}', () => streamingUrl) }],
    ['/style.css', { type: 'text/css; charset=utf-8', body: style }],
  ]);
}
