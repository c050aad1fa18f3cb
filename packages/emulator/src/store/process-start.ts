import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { field } from '../field.ts';

const run = promisify(execFile);

/**
 * What tells a process from a later one with the same number: a digest of when it started.
 *
 * @returns Undefined when no such process runs; one that was killed and not yet waited for does not.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  const start = process.platform === 'linux' ? await askProc(pid) : await askPs(pid);
  return start && createHash('sha256').update(start).digest('hex').slice(0, 16);
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function askProc(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'latin1'),
      readFile('/proc/sys/kernel/random/boot_id', 'latin1'),
    ]);
    // The name, which comes second, may hold anything: count from the bracket after it.
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return 'ZX'.includes(state) ? undefined : `${boot.trim()} ${rest[18]}`;
  } catch {
    return undefined;
  }
}

async function askPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'state=,lstart=', '-p', String(pid)]);
    const [state = 'Z', ...start] = stdout.trim().split(/\s+/);
    return state.startsWith('Z') || start.length === 0 ? undefined : start.join(' ');
  } catch (error) {
    // Where there is no `ps`, nothing is known but that somebody has this number.
    return field(error, 'code') === 'ENOENT' && isAlive(pid) ? 'unknown' : undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return field(error, 'code') === 'EPERM';
  }
}
