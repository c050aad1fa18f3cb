import { readFile } from 'node:fs/promises';
import { parseJson } from './parse-json.ts';
import { parseScript } from './script-parse.ts';
import type { Script } from './script.ts';

/**
 * Reads a script from a JSON file: lists of answers by route.
 *
 * @throws TypeError that says what is wrong, and where in the file.
 */
export async function readScript(path: string): Promise<Script> {
  const json = await readFile(path, 'utf8').catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new TypeError(`The script ${path} cannot be read: ${why}`, { cause: error });
  });
  return parseScript(parseJson(json, path));
}
