import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../packages/emulator/dist/cli.mjs', import.meta.url));

/** An emulator in a process of its own, as users run it. */
export interface Child {
  readonly url: string;
  /** The most memory it has ever had, in megabytes. */
  peakMb(): Promise<number>;
  end(): Promise<void>;
}

export async function startChild(...flags: string[]): Promise<Child> {
  const child = spawn(process.execPath, [bin, '--port', '0', '--engine', 'fixtures', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const failed = once(child, 'exit').then(() => {
    throw new Error('the emulator has ended; `npx -y pnpm@12 build` makes it');
  });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), failed]);
  failed.catch(() => undefined);
  const { url }: { url: string } = JSON.parse(String(line));
  return {
    url,
    async peakMb() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024);
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
