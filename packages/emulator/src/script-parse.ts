import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Script, ScriptFunction, ScriptedAnswer } from './script.ts';

/** What a value must be; undefined where it is that. */
type Check = (value: unknown) => string | undefined;

const must =
  (isFine: (value: unknown) => boolean, otherwise: string): Check =>
  (value) =>
    isFine(value) ? undefined : otherwise;

const aTime = must(isCount, 'a number of milliseconds, at least 0');
const yesOrNo = must((value) => typeof value === 'boolean', 'true or false');
const oneOf = (...values: unknown[]): Check =>
  must((value) => values.includes(value), `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`);

const checks: Readonly<Record<keyof ScriptedAnswer, Check>> = {
  times: must((value) => value === 'always' || isTimes(value), "a whole number, at least 0, or 'always'"),
  delayMs: aTime,
  status: must((value) => isWhole(value) && value >= 200 && value <= 599, 'a whole number from 200 to 599'),
  headers: must((value) => isRecord(value) && Object.entries(value).every(isHeader), 'an object of texts, by header'),
  body: () => undefined,
  reset: oneOf(true, false, 'before-body', 'after-body'),
  hang: yesOrNo,
  afterwards: oneOf('reset', 'hang', 'answer'),
  truncate: must(isWhole, 'a whole number of bytes, at least 0'),
  dripMs: aTime,
  throttle: must((value) => isCount(value) && value > 0, 'a number of bytes a second, above 0'),
  job: must((value) => isRecord(value) && typeof value['error'] === 'string', 'an object with an `error`, a text'),
};

/**
 * Checks what should be a script.
 *
 * @param routes - Routes there are; without them any route will do.
 * @throws TypeError that names the place in the script, what is there, and what should be.
 */
export function parseScript(script: unknown, routes?: readonly string[]): Script {
  if (isFunction(script)) return script;
  if (!isRecord(script)) throw wrong('script', 'an object of lists of answers by route, or a function', script);
  return Object.fromEntries(
    Object.entries(script).map(([route, answers]) => {
      const where = `script[${JSON.stringify(route)}]`;
      if (routes?.includes(route) === false) {
        throw new TypeError(`${where} is no route of this emulator, which has: ${routes.join(', ')}`);
      }
      if (!Array.isArray(answers)) throw wrong(where, 'a list of answers', answers);
      return [route, answers.map((answer, at) => parseAnswer(answer, `${where}[${at}]`, route))];
    }),
  );
}

/** Checks one scripted answer. */
export function parseAnswer(answer: unknown, where: string, route: string): ScriptedAnswer {
  if (!isRecord(answer)) throw wrong(where, 'an object', answer);
  for (const [name, value] of Object.entries(answer)) {
    const check = Object.entries(checks).find(([known]) => known === name)?.[1];
    if (check === undefined) {
      throw new TypeError(`${where}.${name} is unknown; an answer may have ${Object.keys(checks).join(', ')}`);
    }
    const expected = value === undefined ? undefined : check(value);
    if (expected !== undefined) throw wrong(`${where}.${name}`, expected, value);
  }
  if (answer['job'] !== undefined && route !== 'POST /v2/transcript') {
    throw new TypeError(`${where}.job is for POST /v2/transcript alone: no other route has a job to fail`);
  }
  return answer;
}

function wrong(where: string, expected: string, value: unknown): TypeError {
  return new TypeError(`${where} must be ${expected}, not ${show(value)}`);
}

function show(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const json: unknown = typeof value === 'bigint' ? undefined : JSON.stringify(value);
  const text = typeof json === 'string' ? json : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function isHeader([name, value]: [string, unknown]): boolean {
  if (typeof value !== 'string') return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function isFunction(value: unknown): value is ScriptFunction {
  return typeof value === 'function';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isWhole(value: unknown): value is number {
  return isCount(value) && Number.isInteger(value);
}

function isTimes(value: unknown): boolean {
  return value === Number.POSITIVE_INFINITY || isWhole(value);
}
