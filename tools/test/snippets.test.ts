import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('../reports/snippets', import.meta.url));

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('every TypeScript snippet of every README and guide compiles as it stands', async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const snippets = (await Promise.all((await pages()).map(snippetsOf))).flat();
  expect(snippets.length).toBeGreaterThan(3);
  await Promise.all(snippets.map(({ name, code }) => writeFile(join(folder, name), `${code}\nexport {};\n`)));
  const config = { extends: '../../../tsconfig.base.json', include: ['*.ts'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));

  const problems = await promisify(execFile)('tsc', ['-p', folder], { shell: process.platform === 'win32' }).then(
    () => '',
    (error: { readonly stdout: string }) => error.stdout,
  );
  expect(problems).toBe('');
});

async function pages(): Promise<string[]> {
  const packages = await readdir(join(root, 'packages'));
  const docs = (await readdir(join(root, 'docs'), { recursive: true })).filter((name) => name.endsWith('.md'));
  return ['README.md', ...packages.map((name) => `packages/${name}/README.md`), ...docs.map((name) => `docs/${name}`)];
}

async function snippetsOf(page: string): Promise<{ name: string; code: string }[]> {
  const text = await readFile(join(root, page), 'utf8');
  return [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ''], at) => ({
    name: `${page.replace(/[/.]/g, '-')}-${at + 1}.ts`,
    code,
  }));
}
