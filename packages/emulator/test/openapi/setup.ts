import { afterAll, afterEach } from 'vitest';
import { takeCounts, takeProblems, watch } from './watch.ts';

watch();

// Whatever a test asked for, by whatever client, was answered as published.
afterEach(({ task }) => {
  task.meta.answers = takeCounts();
  refuseProblems();
});
afterAll(refuseProblems);

function refuseProblems(): void {
  const problems = takeProblems();
  if (problems.length > 0) throw new Error(`answers are not as published:\n${problems.join('\n')}`);
}
