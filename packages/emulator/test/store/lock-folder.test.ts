import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulator } from '../../src/index.ts';
import { lockFolder } from '../../src/store/lock-folder.ts';
import { processStart } from '../../src/store/process-start.ts';
import { engineThatHears, makeFolder, start } from '../world.ts';

const engine = engineThatHears({ text: 'kept' });
const child = fileURLToPath(new URL('child.ts', import.meta.url));
const isLock = (name: string): boolean => name.endsWith('.lock');

/** Another process with an emulator on the folder; ends with the test. */
async function startElsewhere(folder: string) {
  const running = spawn(process.execPath, ['--conditions=@earmark/source', '--import', 'tsx', child, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = async (): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    running.kill('SIGKILL');
    await once(running, 'exit');
  };
  onTestFinished(kill);
  await once(createInterface(running.stdout), 'line');
  return { pid: running.pid ?? 0, kill };
}

describe('a data folder that an emulator has', () => {
  it('is refused to another process, with both named, touched by nobody, and free once its holder is killed', async () => {
    const data = await makeFolder();
    const { pid, kill } = await startElsewhere(data);
    const draft = join(data, 'uploads', 'of-the-first.part');
    await writeFile(draft, 'RIFF');
    await expect(startEmulator({ engine, data })).rejects.toThrow(
      `the data folder ${data} is in use by the emulator of process ${pid}`,
    );
    expect(await readdir(join(data, 'uploads'))).toEqual(['of-the-first.part']);
    expect((await readdir(data)).filter(isLock)).toHaveLength(1);

    await kill();
    expect((await readdir(data)).filter(isLock)).toHaveLength(1);
    await start({ engine, data });
    expect((await readdir(data)).filter(isLock)).toHaveLength(1);
    expect(await readdir(join(data, 'uploads'))).toEqual([]);
  });

  it('is refused to another emulator of the same process, and free once the first is closed', async () => {
    const data = await makeFolder();
    const first = await start({ engine, data });
    await expect(startEmulator({ engine, data })).rejects.toThrow(`process ${process.pid}`);
    await first.emulator.close();
    expect((await readdir(data)).filter(isLock)).toEqual([]);
    await start({ engine, data });
  });

  it('is never had by two of many that start at once', async () => {
    const data = await makeFolder();
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(data)));
    const won = attempts.filter(({ status }) => status === 'fulfilled');
    expect(won.length).toBeLessThanOrEqual(1);
    expect((await readdir(data)).filter(isLock)).toHaveLength(won.length);
  });
});

it('a start that fails for another reason lets go of the folder', async () => {
  const data = await makeFolder();
  const { emulator } = await start({ engine });
  await expect(startEmulator({ engine, data, port: Number(new URL(emulator.url).port) })).rejects.toThrow(/in use/);
  expect((await readdir(data)).filter(isLock)).toEqual([]);
});

it.each([
  ['whose number nobody has', 2 ** 22 + 1, '0123456789abcdef'],
  ['whose number is somebody else’s by now', process.ppid, '0123456789abcdef'],
])('a lock left by a process %s is no lock', async (_what, pid, started) => {
  const data = await makeFolder();
  await mkdir(join(data, 'jobs'));
  await writeFile(join(data, `held-by-${pid}-${started}-00000000-0000-0000-0000-000000000000.lock`), '');
  await (
    await lockFolder(data)
  )();
  expect((await readdir(data)).filter(isLock)).toEqual([]);
});

describe('the start of a process', () => {
  it('is the same whenever it is asked for, and another process’s is another', async () => {
    const own = await processStart(process.pid);
    expect(own).toMatch(/^[0-9a-f]{16}$/);
    expect(await processStart(process.pid)).toBe(own);
    expect(await processStart(process.ppid)).not.toBe(own);
  });

  it.skipIf(process.platform !== 'linux')('is unknown of one that was killed and not waited for', async () => {
    // The shell's child ends at once; the shell becomes `sleep`, which waits for nobody.
    const shell = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void shell.kill('SIGKILL'));
    const [pid] = (await once(createInterface(shell.stdout), 'line')) as [string];
    await expect.poll(() => processStart(Number(pid)), { timeout: 5_000 }).toBeUndefined();
  });
});
