import { readFile, readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { decode } from '../audio/decode.ts';
import { type Fingerprint, fingerprint, isSameRecording } from '../audio/fingerprint.ts';
import { field } from '../field.ts';
import { JobFailure } from '../job-failure.ts';
import type { Recognition, SpeechEngine } from './engine.ts';
import { parseFixture } from './fixture.ts';

interface Fixture {
  readonly audioPath: string;
  readonly recognition: Recognition;
}

interface Known {
  readonly print: Fingerprint;
  readonly recognition: Recognition;
}

/**
 * Knows recordings by their sound: every `<name>.<ext>` beside a `<name>.json` in one of the folders.
 *
 * @throws Error when a folder cannot be read, or a fixture is wrong: better now than in the middle of a job.
 */
export async function createFixturesEngine(folders: readonly string[]): Promise<SpeechEngine> {
  const fixtures = (await Promise.all(folders.map(readFolder))).flat();
  let listening: Promise<Known[]> | undefined;
  return {
    name: 'fixtures',
    async recognise(sound) {
      listening ??= listenTo(fixtures);
      const heard = fingerprint(sound);
      return (await listening).find(({ print }) => isSameRecording(print, heard))?.recognition;
    },
  };
}

async function readFolder(folder: string): Promise<Fixture[]> {
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
async function listenTo(fixtures: readonly Fixture[]): Promise<Known[]> {
  const known = fixtures.map(async ({ audioPath, recognition }) => {
    const sound = await decode(audioPath).catch(unlessJobFailure);
    return sound === undefined ? undefined : { print: fingerprint(sound), recognition };
  });
  return (await Promise.all(known)).filter((fixture) => fixture !== undefined);
}

function unlessJobFailure(error: unknown): undefined {
  if (!(error instanceof JobFailure)) throw error;
}
