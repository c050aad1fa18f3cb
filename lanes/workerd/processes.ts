import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A process that said that it listens, and what it said. */
export interface Started {
  readonly said: Readonly<Record<string, unknown>>;
  /** Ends this process, by its id, and waits until it is gone. */
  end(): Promise<void>;
}

/** Starts the emulator from its sources, with one key, and jobs that take a second or two. */
export async function startEmulator(root: string, key: string): Promise<Started> {
  const cli = join(root, 'packages/emulator/src/cli.ts');
  const flags = ['--port', '0', '--engine', 'fixtures', '--speed', '5', '--keys', key];
  const child = spawn(process.execPath, ['--conditions=@earmark/source', '--import', 'tsx', cli, ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return await started(child, child.stdout);
}

/** Starts workerd, which says on its third pipe which port it got. */
export async function startWorkerd(folder: string): Promise<Started> {
  // The package's own command would hand neither the pipe nor a signal on to the program.
  const { default: bin }: { default: string } = createRequire(join(folder, 'worker.ts'))('workerd');
  const child = spawn(bin, ['serve', 'config.capnp', '--control-fd=3'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  return await started(child, child.stdio[3] as Readable); // oxlint-disable-line typescript/no-unsafe-type-assertion -- a pipe, as asked for
}

async function started(child: ChildProcess, output: Readable): Promise<Started> {
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnfile} has ended with ${code}`);
  });
  const [line] = await Promise.race([once(createInterface(output), 'line'), failed]);
  failed.catch(() => undefined);
  return {
    said: JSON.parse(String(line)),
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
