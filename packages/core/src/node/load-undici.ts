// oxlint-disable-next-line typescript/triple-slash-reference -- every package that reads this source has to find it
/// <reference path="./undici-lib.d.ts" />
import type { Agent, Dispatcher } from 'undici';

/** What of undici sends requests. */
export interface Undici {
  readonly Agent: typeof Agent;
  readonly request: (this: Dispatcher, options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>;
}

/**
 * Loads the part of undici that sends requests, in a third of the time of the whole, which brings fetch, mocks, caches
 * and WebSockets along. A version that keeps its parts elsewhere is loaded whole.
 */
export async function loadUndici(): Promise<Undici> {
  try {
    const agent = await import('undici/lib/dispatcher/agent.js');
    const request = await import('undici/lib/api/api-request.js');
    return { Agent: agent.default, request: request.default };
  } catch {
    const { Agent, Dispatcher } = await import('undici');
    return { Agent, request: Dispatcher.prototype.request };
  }
}
