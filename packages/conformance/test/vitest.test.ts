import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { cases } from '../src/index.ts';

interface Outcome {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

const outcomes = await runSuites();
const batch = cases.filter(({ needs }) => !needs.includes('stream'));

/** What became of the tests registered under a name. */
function under(name: string): readonly Outcome[] {
  return outcomes.filter(({ ancestorTitles }) => ancestorTitles.includes(name));
}

function red(name: string): string[] {
  return under(name).flatMap(({ status, title }) => (status === 'failed' ? [title] : []));
}

describe('a subject', () => {
  it('that keeps every promise is green, one test per case and one for its exceptions', () => {
    expect(red('kept')).toEqual([]);
    expect(under('kept')).toHaveLength(cases.length + 1);
    for (const { id, promise } of batch) expect(under('kept').map(({ title }) => title)).toContain(`${id}: ${promise}`);
  });

  it('that cannot do something is skipped there, and the title says why', () => {
    const skipped = under('skipped').filter(({ status, title }) => status !== 'passed' && !title.startsWith('stream.'));
    expect(skipped.map(({ status }) => status)).toEqual(['skipped', 'skipped']);
    for (const { title } of skipped)
      expect(title).toMatch(/^abort\.\w+: .*\(skipped, abort: its host hands on no signal\)$/);
  });

  it('that breaks promises is red, except where the exception is known', () => {
    const ids = red('known').map((title) => title.split(':')[0]);
    expect(ids).toEqual(batch.map(({ id }) => id).filter((id) => id !== 'error.auth'));
    const known = under('known').find(({ title }) => title.startsWith('error.auth'));
    expect(known).toMatchObject({ status: 'passed', title: expect.stringContaining('(known: it never asks anybody)') });
  });

  it('whose exception starts to pass is red', () => {
    expect(red('fixed')).toEqual([expect.stringMatching(/^error\.auth: .*\(known: it leaked once\)$/)]);
  });

  it('with an exception for a case that is not there is red', () => {
    expect(red('unknown')).toEqual(['has no exception for a case that is not there']);
    expect(
      under('unknown')
        .flatMap(({ failureMessages }) => failureMessages)
        .join(),
    ).toContain('error.nowhere');
  });
});

describe('mutants', () => {
  it('that are all there and all killed are green', () => {
    expect(red('complete')).toEqual([]);
    expect(under('complete')).toHaveLength(cases.length + 1);
  });

  it('of which one is missing are red, and it is named', () => {
    expect(red('missing')).toEqual(['error.failed-job kills resolves-a-failed-job']);
    expect(
      under('missing')
        .flatMap(({ failureMessages }) => failureMessages)
        .join(),
    ).toContain('there is no mutant named resolves-a-failed-job');
  });

  it('of which one is not killed are red', () => {
    expect(red('harmless')).toEqual(['error.failed-job kills resolves-a-failed-job']);
  });

  it('of which no case kills one are red', () => {
    expect(red('idle')).toEqual(['has no mutant that no case kills']);
  });
});

/** Runs the suites that are red on purpose, in a vitest of their own. */
async function runSuites(): Promise<readonly Outcome[]> {
  const cli = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');
  const config = join(import.meta.dirname, 'suites/vitest.config.ts');
  const stdout = await new Promise<string>((resolve) => {
    const run = [cli, 'run', '--config', config, '--root', '.'];
    execFile(
      process.execPath,
      run,
      { cwd: join(import.meta.dirname, '..'), maxBuffer: 2 ** 26, timeout: 50_000 },
      (_, out) => resolve(out),
    );
  });
  const report = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { testResults: { assertionResults: Outcome[] }[] };
  return report.testResults.flatMap(({ assertionResults }) => assertionResults);
}
