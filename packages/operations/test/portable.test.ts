import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

async function importsOf(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['@earmark/source'],
    external: ['node:*', ...builtinModules],
    logLevel: 'silent',
  });
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  return [...new Set(outside.map(({ path }) => path))];
}

it('nothing of Node is reachable from the main entry, nor from the traces: hosts without it bundle them', async () => {
  expect(await importsOf('../src/index.ts')).toEqual([]);
  expect(await importsOf('../src/traces.ts')).toEqual([]);
  expect(await importsOf('../src/files/index.ts')).toContain('node:fs/promises');
});
