import { readFile, readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { type Fingerprint, fingerprint } from '../audio/fingerprint.ts';
import { openRecording } from '../audio/recording.ts';
import { isSameRecording } from '../audio/same-recording.ts';
import { field } from '../field.ts';
import { JobFailure } from '../job-failure.ts';
import { defaultMediaLimits } from '../media-limits.ts';
import type { KnownFile, RecallingEngine, Recognition } from './engine.ts';
import { parseFixture } from './fixture.ts';

const { shortestMs, longestMs } = defaultMediaLimits;

interface Known extends KnownFile {
  readonly print: Fingerprint;
}

/**
 * Knows recordings by their sound: every `<name>.<ext>` beside a `<name>.json` in one of the folders.
 *
 * @param bundled - A folder that is known to be right, and so is listened to when it is first needed.
 * @throws Error when a folder cannot be read, or a fixture is wrong: better now than in the middle of a job.
 */
export async function createFixturesEngine(
  folders: readonly string[],
  bundled: readonly string[] = [],
): Promise<RecallingEngine> {
  const own = await listenTo((await Promise.all(folders.map(readFolder))).flat());
  const recordings = async (): Promise<Known[]> => [...own, ...(await Promise.all(bundled.map(listenOnce))).flat()];
  const recall = async (heard: Fingerprint): Promise<Recognition | undefined> =>
    (await recordings()).find(({ print }) => isSameRecording(print, heard))?.recognition;
  return { name: 'fixtures', recall, recordings, recognise: (sound) => recall(fingerprint(sound)) };
}

// What comes with the package does not change, so all emulators of a process listen to it once.
const listened = new Map<string, Promise<Known[]>>();

async function listenOnce(folder: string): Promise<Known[]> {
  const listening = listened.get(folder) ?? readFolder(folder).then(listenTo);
  listened.set(folder, listening);
  return await listening;
}

async function readFolder(folder: string): Promise<KnownFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new TypeError(`${noFixtures(folder)}, and cannot be read: ${String(field(error, 'code'))}`, { cause: error });
  });
  const files = entries.filter((entry) => !entry.isDirectory());
  const names = files.map((entry) => entry.name);
  const paired = names.filter((name) => parse(name).ext !== '.json' && names.includes(`${parse(name).name}.json`));
  if (paired.length === 0) throw new TypeError(`${noFixtures(folder)}, and has no such pair`);
  return await Promise.all(
    paired.map(async (name) => {
      const jsonPath = join(folder, `${parse(name).name}.json`);
      return { audioPath: join(folder, name), recognition: parseFixture(await readFile(jsonPath, 'utf8'), jsonPath) };
    }),
  );
}

function noFixtures(folder: string): string {
  return `The fixtures folder ${folder} must have recordings as <name>.<ext>, each beside a <name>.json with its words`;
}

// What does not sound, or takes an ffmpeg that is not there, stays unknown: it may be a note beside the recording.
async function listenTo(fixtures: readonly KnownFile[]): Promise<Known[]> {
  const known: Known[] = [];
  for (const { audioPath, recognition } of fixtures) {
    const recording = await openRecording(audioPath, longestMs).catch(unlessJobFailure);
    if (recording === undefined) continue;
    const print = recording.print();
    if (recording.durationMs < shortestMs) throw new TypeError(`${audioPath}: ${tooShort}`);
    if (!isSameRecording(print, print)) throw new TypeError(`${audioPath}: ${sameThroughout}`);
    known.push({ audioPath, recognition, print });
  }
  return known;
}

function unlessJobFailure(error: unknown): undefined {
  if (!(error instanceof JobFailure)) throw error;
}

const tooShort = `the recording is shorter than ${shortestMs} ms, which the API refuses; give it a longer one.`;
const sameThroughout =
  'the recording is silent or sounds the same throughout, so that nothing tells it from others like it; ' +
  'give it one in which something is heard.';
