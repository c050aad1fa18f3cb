import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Runs the suite's own test of dropped connections, with as many of them as asked for.
const drops = process.argv[2] ?? '1000';
const core = join(import.meta.dirname, '../../packages/core');
const vitest = join(createRequire(join(core, 'package.json')).resolve('vitest/package.json'), '../vitest.mjs');
const run = spawn(process.execPath, [vitest, 'run', 'test/streaming/drops.test.ts'], {
  cwd: core,
  env: { ...process.env, EARMARK_STREAM_DROPS: drops },
  stdio: 'inherit',
});
run.on('exit', (code) => (process.exitCode = code ?? 1));
