import { validateHeaderName, validateHeaderValue } from 'node:http';
import {
  type Check,
  aNumberOfBytes,
  aTime,
  checkFields,
  isCount,
  isRecord,
  isWhole,
  must,
  oneOf,
  wholeFrom,
  wrong,
  yesOrNo,
} from './script-checks.ts';
import type { ScriptedStream } from './script-stream.ts';
import type { Script, ScriptFunction, ScriptedAnswer } from './script.ts';

const checks: Readonly<Record<keyof ScriptedAnswer, Check>> = {
  times: must((value) => value === 'always' || isTimes(value), "a whole number, at least 0, or 'always'"),
  delayMs: aTime,
  status: wholeFrom(200, 599),
  headers: must((value) => isRecord(value) && Object.entries(value).every(isHeader), 'an object of texts, by header'),
  body: () => undefined,
  reset: oneOf(true, false, 'before-body', 'after-body'),
  hang: yesOrNo,
  afterwards: oneOf('reset', 'hang', 'answer'),
  truncate: aNumberOfBytes,
  dripMs: aTime,
  throttle: must((value) => isCount(value) && value > 0, 'a number of bytes a second, above 0'),
  job: must((value) => isRecord(value) && typeof value['error'] === 'string', 'an object with an `error`, a text'),
  stream: must(isRecord, 'an object'),
};

const streamChecks: Readonly<Record<keyof ScriptedStream, Check>> = {
  atByte: aNumberOfBytes,
  drop: yesOrNo,
  close: must((value) => value === 1000 || (isWhole(value) && isCloseCode(value)), 'a close code a server may send'),
  fail: must(isFailure, 'an object with an `error_code`, a close code, and an `error`, a text'),
  silent: yesOrNo,
  halfOpen: yesOrNo,
  send: () => undefined,
  beginDelayMs: aTime,
  beginAtOnce: yesOrNo,
  withholdTermination: yesOrNo,
  frames: must(Array.isArray, 'a list of messages'),
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

const streamRoute = 'GET /v3/ws';

/** Checks one scripted answer. */
export function parseAnswer(answer: unknown, where: string, route: string): ScriptedAnswer {
  const checked: ScriptedAnswer = checkFields(answer, checks, where, 'an answer');
  if (checked.job !== undefined && route !== 'POST /v2/transcript') {
    throw new TypeError(`${where}.job is for POST /v2/transcript alone: no other route has a job to fail`);
  }
  if (checked.stream === undefined) return checked;
  if (route !== streamRoute) throw new TypeError(`${where}.stream is for ${streamRoute} alone: no other route streams`);
  checkFields(checked.stream, streamChecks, `${where}.stream`, 'a stream');
  return checked;
}

// https://www.rfc-editor.org/rfc/rfc6455#section-7.4
function isCloseCode(code: number): boolean {
  return (code >= 1001 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
}

function isFailure(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { error_code, error } = value;
  return isWhole(error_code) && (error_code === 1000 || isCloseCode(error_code)) && typeof error === 'string';
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

function isTimes(value: unknown): boolean {
  return value === Number.POSITIVE_INFINITY || isWhole(value);
}
