import type { Reporter, TestModule } from 'vitest/node';
import { reasonToSkip } from './specification.ts';
import type { Counts } from './watch.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What became of the answers that were given since the test before. */
    answers?: Counts;
  }
}

/** Says how many answers were held against the specification, and how many were not, and why. */
export const answersReporter: Reporter = {
  onTestRunEnd(modules) {
    const sum = (name: keyof Counts): number =>
      modules.flatMap(answersIn).reduce((total, counts) => total + (counts?.[name] ?? 0), 0);
    const skipped = reasonToSkip === undefined ? '' : `, ${sum('skipped')} skipped: ${reasonToSkip}`;
    process.stdout.write(
      `\n     Answers  ${sum('validated')} as published, ${sum('unpublished')} not published for a written reason, ` +
        `${sum('scripted')} scripted, ${sum('cut')} cut short${skipped}\n`,
    );
    const unseen = modules.filter((module) => answersIn(module).includes(undefined));
    if (unseen.length === 0) return;
    process.exitCode = 1;
    const names = unseen.map((module) => module.relativeModuleId).join(', ');
    process.stderr.write(`Nobody looked at the answers that these tests got: ${names}\n`);
  },
};

function answersIn(module: TestModule): (Counts | undefined)[] {
  return [...module.children.allTests('passed')].map((test) => test.meta().answers);
}
