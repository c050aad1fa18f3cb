// oxlint-disable-next-line typescript/triple-slash-reference -- every package that reads this source has to find it
/// <reference path="./undici-lib.d.ts" />
import type { Agent } from 'undici';
import type request from 'undici/lib/api/api-request.js';

/** What of undici sends requests. */
export interface Undici {
  readonly Agent: typeof Agent;
  readonly request: typeof request;
}

/**
 * Loads the part of undici that sends requests, in a third of the time of the whole, which brings fetch, mocks, caches
 * and WebSockets along. A version that keeps its parts elsewhere is loaded whole.
 */
export async function loadUndici(): Promise<Undici> {
  try {
    const agent = await import('undici/lib/dispatcher/agent.js');
    const api = await import('undici/lib/api/api-request.js');
    return { Agent: agent.default, request: api.default };
  } catch {
    const whole = await import('undici');
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same function, by its other name
    return { Agent: whole.Agent, request: whole.Dispatcher.prototype.request as unknown as Undici['request'] };
  }
}
