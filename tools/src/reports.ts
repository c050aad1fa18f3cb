import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the runners' own reports say, summed. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  /** Titles of tests that did not run; the reason is part of the title. */
  readonly skipped: readonly string[];
}

interface Report {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
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
  // A file that breaks before its first test has no test that could fail.
  const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: of('passed').length,
    failed: of('failed').length + broken.length,
    skipped: of('skipped', 'pending', 'todo', 'disabled'),
  };
}

export function printTotals({ passed, failed, skipped }: Totals): void {
  for (const title of skipped) process.stdout.write(`skipped: ${title}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped.length} skipped\n`);
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
