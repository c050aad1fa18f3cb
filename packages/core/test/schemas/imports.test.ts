import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '../../src');
const modules = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('schemas'))
  .map((path) => [path, readFileSync(join(source, path), 'utf8')] as const);

/** Modules that still check answers by schema; an entry that no longer holds turns this red. */
const pending: readonly string[] = [];

// `import type`, and an import of nothing but types, are gone by run time.
function loads(text: string, module: RegExp): boolean {
  const imports = text.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)\bfrom\s+'([^']+)'/gms);
  return [...imports].some(([, names = '', from = '']) => module.test(from) && /[{,*]\s*(?!type\b)[\w*]/.test(names));
}

it('loading the client does not load zod', () => {
  expect(modules.length).toBeGreaterThan(15);
  expect(modules.filter(([, text]) => loads(text, /^zod/)).map(([path]) => path)).toEqual([]);
});

it('modules outside of schemas load them only when they need them', () => {
  const eager = modules.filter(([, text]) => loads(text, /\/schemas\//)).map(([path]) => path);
  expect(eager.toSorted()).toEqual(pending);
});

it.each([
  ["import * as z from 'zod/mini';", true],
  ["import { z } from 'zod/mini';", true],
  ["import { type A, b } from 'zod/mini';", true],
  ["import type * as z from 'zod/mini';", false],
  ["import { type A, type B } from 'zod/mini';", false],
  ["export { type A } from 'zod/mini';", false],
  ["const z = await import('zod/mini');", false],
])('tells what is loaded: %s', (text, expected) => {
  expect(loads(text, /^zod/)).toBe(expected);
});
