import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the runners' own reports say, summed. */
export interface Totals {
  readonly passed: number;
  /** Tests that failed, and files that broke before their first: where, which, and how it was said. */
  readonly failed: readonly string[];
  /** Titles of tests that did not run; the reason is part of the title. */
  readonly skipped: readonly string[];
}

interface Report {
  readonly success: boolean;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Reads the report every package's tests leave behind. */
export async function readReports(): Promise<Totals> {
  const reports = await Promise.all((await packageFolders()).map(readReport));
  const files = reports.flatMap((report) => report?.testResults ?? []);
  const tests = files.flatMap((file) => file.assertionResults);
  const of = (...statuses: string[]): string[] =>
    tests.filter(({ status }) => statuses.includes(status)).map(({ fullName }) => fullName);
  return {
    passed: of('passed').length,
    failed: files.flatMap(failuresOf),
    skipped: of('skipped', 'pending', 'todo', 'disabled'),
  };
}

/** Prints what did not run and what failed, and the sum as the last line. */
export function printTotals({ passed, failed, skipped }: Totals): void {
  for (const title of skipped) process.stdout.write(`skipped: ${title}\n`);
  for (const failure of failed) process.stdout.write(`failed: ${failure}\n`);
  process.stdout.write(`${passed} passed, ${failed.length} failed, ${skipped.length} skipped\n`);
}

function failuresOf({ name, status, message, assertionResults }: TestFile): string[] {
  const path = relative(root, name);
  // A file that breaks before its first test has no test that could fail.
  if (status === 'failed' && assertionResults.length === 0) return [`${path}: ${message}`];
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${path}: ${test.fullName}\n${test.failureMessages.join('\n')}`);
}

async function packageFolders(): Promise<string[]> {
  const groups = ['packages', 'examples', 'lanes'];
  const lists = await Promise.all(
    groups.map(async (group) => (await readdir(join(root, group))).map((name) => join(group, name))),
  );
  return [...lists.flat(), 'tools'];
}

async function readReport(folder: string): Promise<Report | undefined> {
  const json = await readFile(join(root, folder, 'reports/vitest.json'), 'utf8').catch(() => undefined);
  return json === undefined ? undefined : parseReport(JSON.parse(json));
}

function parseReport(value: unknown): Report {
  if (isReport(value)) return value;
  throw new TypeError('a test report has another shape than expected');
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null && 'testResults' in value && 'success' in value;
}
