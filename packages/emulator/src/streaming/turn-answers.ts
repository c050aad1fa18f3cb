import type { AnswerTurn } from '../gateway/turn.ts';
import type { ServerMessage } from './messages.ts';
import type { EndedTurn } from './turn-taker.ts';

/** Asks a model about every turn that ends; where that fails nothing is said, as at the service. */
export class TurnAnswers {
  readonly #answer: AnswerTurn;
  readonly #config: Readonly<Record<string, unknown>> | undefined;
  readonly #send: (message: ServerMessage) => void;
  #last: Promise<void> = Promise.resolve();

  constructor(
    answer: AnswerTurn,
    config: Readonly<Record<string, unknown>> | undefined,
    send: (message: ServerMessage) => void,
  ) {
    this.#answer = answer;
    this.#config = config;
    this.#send = send;
  }

  ask({ message }: EndedTurn): void {
    const { turn_order, transcript } = message;
    const config = this.#config;
    if (config === undefined || transcript === '') return;
    const answer = async (): Promise<void> => {
      const data = await this.#answer(config, transcript);
      this.#send({ type: 'LLMGatewayResponse', turn_order, transcript, data });
    };
    this.#last = this.#last.then(answer).catch(() => undefined);
  }

  /** Resolves when every answer has been sent. */
  async settle(): Promise<void> {
    await this.#last;
  }
}
