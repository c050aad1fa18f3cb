import { readFile, writeFile } from 'node:fs/promises';
import { traceAll } from '../../packages/operations/test/trace.ts';
import { renderOperations } from './operations-page.ts';

// Writes docs/operations.md, and what each operation asks the API; with --check, says whether the page is what it should
// be. The requests are checked by the package's own tests.
const page = new URL('../../docs/operations.md', import.meta.url);
const recorded = new URL('../../packages/operations/src/recorded.ts', import.meta.url);

if (process.argv.includes('--check')) {
  if ((await readFile(page, 'utf8')) !== renderOperations()) {
    process.stderr.write('docs/operations.md is out of date: run pnpm operations\n');
    process.exitCode = 1;
  }
} else {
  const traces = JSON.stringify(await traceAll(), undefined, 2);
  const head = "import type { Traced } from './traces.ts';\n\n// Written by `pnpm operations`.\n";
  await writeFile(recorded, `${head}export const recorded: Readonly<Record<string, readonly Traced[]>> = ${traces};\n`);
  await writeFile(page, renderOperations());
}
