import type { StreamingEvent, StreamingParams, StreamingSession } from '@earmark/core';

import { done } from './deferred.ts';

export interface EarDeps {
  readonly open: (params: StreamingParams) => Promise<StreamingSession>;
  /** What it returns is waited for. */
  readonly hear: (event: StreamingEvent) => Promise<void>;
  /** The session is over, and no other follows. */
  readonly onFailure: (reason: unknown) => Promise<void>;
}

type Action = (session: StreamingSession) => void;

// While a session opens, a minute of audio in frames of 15 ms waits for it.
const mostWaiting = 4_096;

/** One session after another: what is said while there is none waits for the next. */
export class Ear {
  readonly #deps: EarDeps;
  #session: StreamingSession | undefined;
  #waiting: Action[] = [];
  #listening: Promise<void> = Promise.resolve();
  #opening: Promise<void> = Promise.resolve();
  #room: Promise<void> = done;
  #isOver = false;

  constructor(deps: EarDeps) {
    this.#deps = deps;
  }

  /** Resolves when there is room for more audio; never rejects. */
  get room(): Promise<void> {
    return this.#room;
  }

  open(params: StreamingParams): void {
    this.#opening = this.#open(params).catch(async (error: unknown) => await this.#fail(error));
    this.#room = this.#opening;
  }

  write(audio: Uint8Array): void {
    if (this.#session === undefined) this.do((session) => this.#write(session, audio));
    else if (!this.#isOver) this.#write(this.#session, audio);
  }

  #write(session: StreamingSession, audio: Uint8Array): void {
    // What ends a session is told once, by who listens to it.
    const room = session.write(audio);
    this.#room = session.needsDrain ? room.catch(() => undefined) : done;
  }

  /** Does something with the session, in the order of the audio. */
  do(action: Action): void {
    if (this.#isOver) return;
    if (this.#session !== undefined) action(this.#session);
    else this.#waiting.push(action);
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
  }

  /** Drains the session, and goes on with another; with the old parameters where the new ones are refused. */
  replace(params: StreamingParams, old: StreamingParams, onRefused: (error: unknown) => Promise<void>): void {
    const session = this.#session;
    this.#session = undefined;
    this.#opening = (async () => {
      await session?.close().catch(() => undefined);
      await this.#listening;
      await this.#open(params).catch(async (error: unknown) => {
        await onRefused(error);
        await this.#open(old);
      });
    })().catch(async (error: unknown) => await this.#fail(error));
    this.#room = this.#opening;
  }

  /** Resolves when everything still to be heard has been; always settles. */
  async close(): Promise<void> {
    await this.#opening;
    await this.#session?.close().catch(() => undefined);
    await this.#listening;
    this.#isOver = true;
  }

  abort(): void {
    this.#isOver = true;
    this.#waiting = [];
    this.#session?.abort();
  }

  async #open(params: StreamingParams): Promise<void> {
    const session = await this.#deps.open(params);
    if (this.#isOver) {
      session.abort();
      return;
    }
    this.#session = session;
    this.#listening = this.#listen(session);
    for (const action of this.#waiting.splice(0)) action(session);
  }

  async #listen(session: StreamingSession): Promise<void> {
    try {
      for await (const event of session) {
        const heard = this.#deps.hear(event);
        if (heard !== done) await heard;
      }
    } catch (error) {
      session.abort();
      await this.#fail(error);
    }
  }

  async #fail(error: unknown): Promise<void> {
    if (this.#isOver) return;
    this.abort();
    await this.#deps.onFailure(error);
  }
}
