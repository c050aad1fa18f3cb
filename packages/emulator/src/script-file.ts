import { readFile } from 'node:fs/promises';
import type { Script, ScriptedAnswer } from './script.ts';

const isKnown: Record<keyof ScriptedAnswer, (value: unknown) => boolean> = {
  times: (value) => value === 'always' || isCount(value),
  delayMs: isCount,
  status: (value) => isCount(value) && value >= 200 && value <= 599,
  headers: (value) => isRecord(value) && Object.values(value).every((header) => typeof header === 'string'),
  body: () => true,
  reset: (value) => typeof value === 'boolean' || value === 'before-body' || value === 'after-body',
  hang: (value) => typeof value === 'boolean',
  afterwards: (value) => value === 'reset' || value === 'hang' || value === 'answer',
  truncate: isCount,
  dripMs: isCount,
  throttle: (value) => isCount(value) && value > 0,
  job: (value) => isRecord(value) && typeof value['error'] === 'string',
};

/**
 * Reads a script from a JSON file: lists of answers by route.
 *
 * @throws Error that names the file, the route and what is wrong there.
 */
export async function readScript(path: string): Promise<Script> {
  return parseScript(await readFile(path, 'utf8'), path);
}

export function parseScript(json: string, name: string): Script {
  const script = parse(json, name);
  if (!isRecord(script)) throw new TypeError(`${name} must be an object of lists of answers, by route`);
  return Object.fromEntries(
    Object.entries(script).map(([route, answers]) => {
      if (!/^[A-Z]+ \//.test(route)) throw new TypeError(`${name}: ${route} is no route, such as POST /v2/transcript`);
      if (!Array.isArray(answers)) throw new TypeError(`${name}: ${route} must be a list of answers`);
      return [route, answers.map((answer) => checked(answer, `${name}: ${route}`))];
    }),
  );
}

function checked(answer: unknown, where: string): ScriptedAnswer {
  if (!isRecord(answer)) throw new TypeError(`${where} has an answer that is no object`);
  for (const [key, value] of Object.entries(answer)) {
    const fits = Object.entries(isKnown).find(([known]) => known === key)?.[1];
    if (fits === undefined) throw new TypeError(`${where} has an answer with an unknown \`${key}\``);
    if (!fits(value)) throw new TypeError(`${where} has an answer whose \`${key}\` is wrong: ${JSON.stringify(value)}`);
  }
  return answer;
}

function parse(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new TypeError(`${name} is not JSON: ${why}`, { cause: error });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
