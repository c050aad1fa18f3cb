import type { Word } from '../shapes.ts';
import type { ServerMessage, TurnMessage } from './messages.ts';
import type { Rewrite } from './rewriting.ts';
import type { EndedTurn } from './turn-taker.ts';

export interface OutboxOptions {
  /** Undefined where messages go out as they are, and at once. */
  readonly rewrite: Rewrite | undefined;
  readonly send: (message: ServerMessage) => void;
  /** Is told of every turn that has ended, once its messages are out. */
  readonly onEnd: (turn: EndedTurn) => void;
  readonly onFail: (error: unknown) => void;
}

/** Sends what is told of turns, in order, however long it takes to write it. */
export class Outbox {
  readonly #options: OutboxOptions;
  #last: Promise<void> = Promise.resolve();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  send(message: ServerMessage): void {
    const { rewrite, send } = this.#options;
    if (rewrite === undefined) send(message);
    else this.#later(() => Promise.resolve(send(message)));
  }

  tell(message: TurnMessage, heard: readonly Word[]): void {
    const { rewrite, send } = this.#options;
    if (rewrite === undefined) send(message);
    else this.#later(async () => send(await rewrite(message, heard)));
  }

  end(turn: EndedTurn): void {
    const { rewrite, onEnd } = this.#options;
    if (rewrite === undefined) onEnd(turn);
    else this.#later(async () => onEnd({ ...turn, message: await rewrite(turn.message, turn.words) }));
  }

  /** Resolves when everything is out. */
  async settle(): Promise<void> {
    await this.#last;
  }

  #later(task: () => Promise<void>): void {
    this.#last = this.#last.then(task).catch(this.#options.onFail);
  }
}
