import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Bundler {
  build(options: object): Promise<{ readonly outputFiles: readonly { readonly text: string }[] }>;
}

const toolOf = (name: string): NodeJS.Require => createRequire(createRequire(import.meta.url).resolve(name));
const esbuild = toolOf('tsx/package.json')('esbuild') as Bundler;

/** Bundles an entry of core's for no platform at all, everything it may ever load included. */
export async function bundle(entry: string, external: readonly string[] = []): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(import.meta.dirname, '../src', entry)],
    bundle: true,
    write: false,
    platform: 'neutral',
    format: 'esm',
    mainFields: ['module', 'main'],
    external,
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

/** What a bundle still imports, at once or later. */
export function importsOf(code: string): string[] {
  const imports = [...code.matchAll(/\bfrom\s*"([^"]+)"|\b(?:import|require)\s*\(?\s*"([^"]+)"/g)];
  return [...new Set(imports.map(([, from, path]) => from ?? path ?? ''))];
}
