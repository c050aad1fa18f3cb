import { spawnSync } from 'node:child_process';
import { printTotals, readReports } from './reports.ts';

// Runs every package's tests, whatever fails on the way, and says in the end how many there were.
const command = ['run', 'test', '--continue=always', '--concurrency=2', ...process.argv.slice(2)];
const { status } = spawnSync('turbo', command, {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
const totals = await readReports();
printTotals(totals);
process.exitCode = status === 0 && totals.failed.length === 0 && totals.passed > 0 ? 0 : 1;
