import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const oxlint = fileURLToPath(new URL('../../node_modules/.bin/oxlint', import.meta.url));
const rules = fileURLToPath(new URL('../../.oxlintrc.json', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-boundaries-'));
  await copyFile(rules, join(folder, '.oxlintrc.json'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

// What the linter says of one import in one place.
async function lint(path: string, specifier: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `import { something } from '${specifier}';\nexport const it = something;\n`);
  const linted = promisify(execFile)(oxlint, [path], { cwd: folder, shell: process.platform === 'win32' });
  return await linted.then(
    () => 'allowed',
    (error: { readonly stdout: string }) => error.stdout,
  );
}

describe('who may import whom', () => {
  it.each([
    ['packages/core/src/node/a.ts', '@earmark/emulator', 'Core knows no framework'],
    ['packages/core/src/node/a.ts', '@langchain/core/messages', 'Core knows no framework'],
    ['packages/core/src/a.ts', 'node:fs/promises', 'portable heart'],
    ['packages/core/src/schemas/a.ts', 'undici', 'portable heart'],
    ['packages/core/src/a.ts', './node/clock.ts', 'portable heart'],
    ['packages/emulator/src/a.ts', '@earmark/core', 'second witness'],
    ['packages/emulator/test/a.test.ts', '../../core/src/index.ts', 'second witness'],
    ['packages/conformance/src/a.ts', '@earmark/core/portable', 'Conformance judges'],
    ['packages/operations/src/a.ts', 'node:fs', 'Operations stand on'],
    ['packages/operations/src/a.ts', '@earmark/core', 'Operations stand on'],
    ['packages/operations/src/a.ts', './files/index.ts', 'Operations stand on'],
    ['packages/langchain/src/a.ts', '@earmark/emulator', 'stands on core'],
    ['packages/langchain/src/a.ts', '@earmark/conformance/vitest', 'stands on core'],
    ['examples/story/src/a.ts', '../../../packages/core/src/index.ts', 'published entry points'],
  ])('%s may not import %s, and the linter says why', async (path, specifier, reason) => {
    expect(await lint(path, specifier)).toContain(reason);
  });

  it.each([
    ['packages/core/src/node/a.ts', 'undici'],
    ['packages/core/test/a.test.ts', '@earmark/emulator'],
    ['packages/conformance/src/a.ts', '@earmark/emulator'],
    ['packages/operations/src/a.ts', '@earmark/core/portable'],
    ['packages/operations/src/files/a.ts', 'node:fs'],
    ['packages/langchain/src/a.ts', '@earmark/core'],
    ['packages/langchain/test/a.test.ts', '@earmark/conformance/vitest'],
    ['examples/story/src/a.ts', '@earmark/langchain'],
  ])('%s may import %s', async (path, specifier) => {
    expect(await lint(path, specifier)).toBe('allowed');
  });
});
