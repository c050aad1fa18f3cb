import type { Seen } from './case.ts';

/** Turns a promise into what was seen of it, so that a check can look at errors and values alike. */
export async function observe<Value>(promise: Promise<Value>): Promise<Seen<Value>> {
  try {
    return { value: await promise, error: undefined };
  } catch (error) {
    return { value: undefined, error: error ?? new Error('rejected with nothing') };
  }
}

const turns = 50;

/**
 * Lets everything happen that needs no time, and tells what came of a promise by then; undefined when it is still open.
 */
export async function observeNow<Value>(promise: Promise<Value>): Promise<Seen<Value> | undefined> {
  return await Promise.race([observe(promise), letTurnsPass()]);
}

async function letTurnsPass(): Promise<undefined> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return undefined;
}

/** Everything of an error that could reach a log: messages, stacks, causes, and all its own properties. */
export function everythingIn(error: unknown, depth = 0): string {
  if (depth > 4 || typeof error !== 'object' || error === null) return String(error);
  const own = Object.getOwnPropertyNames(error).map((name) => everythingIn(Reflect.get(error, name), depth + 1));
  return own.join('\n');
}
