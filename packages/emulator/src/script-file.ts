import { readFile } from 'node:fs/promises';
import { parseScript } from './script-parse.ts';
import type { Script } from './script.ts';

/**
 * Reads a script from a JSON file: lists of answers by route.
 *
 * @throws TypeError that says what is wrong, and where in the file.
 */
export async function readScript(path: string): Promise<Script> {
  return parseScript(parseJson(await readFile(path, 'utf8'), path));
}

function parseJson(json: string, path: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TypeError(`${path} is not JSON: ${why}`, { cause: error });
  }
}
