import type { StreamingEvent, StreamingWord, TurnFields } from './events.ts';

/** Milliseconds of a connection to milliseconds of the conversation. */
type ToConversation = (ms: number) => number;

/** Makes one conversation of the turns of many connections: each word once, each turn with one end. */
export class Turns {
  /** Whether a formatted copy follows the end of each turn, as `format_turns` asks Universal-Streaming for. */
  readonly #formats: boolean;
  #firstOrder = 0;
  #nextOrder = 0;
  #finalMs = 0;
  #heardBeforeMs = 0;
  #kept: readonly StreamingWord[] = [];
  #open: TurnFields | undefined;
  #held: TurnFields | undefined;
  #startedOrder = -1;
  /** Whether all was heard over one connection. */
  #isFirst = true;

  constructor(formats: boolean) {
    this.#formats = formats;
  }

  /** Up to where the conversation is final: nothing before is heard again. */
  get finalMs(): number {
    return this.#finalMs;
  }

  /** The turn whose formatted copy is waited for. */
  get held(): TurnFields | undefined {
    return this.#held;
  }

  /** Takes a Turn of the connection in, and returns what is to be told; without `at` its times are the conversation's. */
  hear(message: TurnFields, at?: ToConversation): StreamingEvent[] {
    const order = this.#firstOrder + message.turn_order;
    if (order < this.#nextOrder) return [];
    const events = order > this.#nextOrder ? this.#endOpen() : [];
    const turn = this.#isFirst && at === undefined ? message : this.#whole(message, order, at);
    const start = this.#started(turn);
    if (start !== undefined) events.push(start);
    if (turn.end_of_turn) return [...events, ...this.#ended(turn)];
    this.#open = turn;
    events.push({ ...turn, type: 'turn-delta' });
    return events;
  }

  /** Tells that speech has begun; once a turn. */
  hearStart(fields: Readonly<Record<string, unknown>>, timestamp: number): StreamingEvent[] {
    const order = this.#open?.end_of_turn === true || this.#held !== undefined ? this.#nextOrder + 1 : this.#nextOrder;
    if (this.#startedOrder >= order) return [];
    this.#startedOrder = order;
    return [{ ...fields, type: 'speech-start', timestamp }];
  }

  /** The conversation's number of a turn of the connection's. */
  orderOf(turnOrder: number): number {
    return this.#firstOrder + turnOrder;
  }

  /** Whether a turn of the connection's has ended, be it that its formatted copy is still to come. */
  hasEnded(turnOrder: number): boolean {
    return this.orderOf(turnOrder) <= (this.#held?.turn_order ?? this.#nextOrder - 1);
  }

  /** Ends the turn whose formatted copy does not come. */
  release(): StreamingEvent[] {
    const held = this.#held;
    return held === undefined ? [] : this.#end(held);
  }

  /**
   * Leaves the connection: the open turn is heard again from its start, so that it is cut and formatted as one. Its
   * words before `oldestMs`, whose audio is gone, are kept.
   */
  detach(oldestMs: number): StreamingEvent[] {
    const events = this.release();
    const turn = this.#open;
    if (turn !== undefined) {
      this.#kept = turn.words.filter((word) => word.end <= oldestMs);
      this.#finalMs = this.#kept.reduce((ms, { end }) => Math.max(ms, end), this.#finalMs);
    }
    this.#isFirst = false;
    this.#open = undefined;
    this.#firstOrder = this.#nextOrder;
    this.#heardBeforeMs = this.#finalMs;
    return events;
  }

  /** Ends the conversation: an open turn ends with what is known of it. */
  finish(): StreamingEvent[] {
    return [...this.release(), ...this.#endOpen()];
  }

  #whole(message: TurnFields, order: number, at: ToConversation = (ms) => ms): TurnFields {
    const timed = message.words.map((word) => ({ ...word, start: at(word.start), end: at(word.end) }));
    const words = timed.filter(({ start, end }) => (start + end) / 2 >= this.#heardBeforeMs);
    const isCut = words.length < timed.length;
    if (this.#kept.length === 0 && !isCut) return { ...message, turn_order: order, words };
    const spoken = isCut ? words.filter((word) => word.word_is_final).map(({ text }) => text) : [message.transcript];
    const transcript = [...this.#kept.map(({ text }) => text), ...spoken].filter((text) => text !== '').join(' ');
    return { ...message, turn_order: order, transcript, words: [...this.#kept, ...words] };
  }

  // Models without SpeechStarted start with their first word.
  #started(turn: TurnFields): StreamingEvent | undefined {
    const first = turn.words[0];
    if (this.#startedOrder >= turn.turn_order || first === undefined) return undefined;
    this.#startedOrder = turn.turn_order;
    return { type: 'speech-start', timestamp: first.start, inferred: true };
  }

  #ended(turn: TurnFields): StreamingEvent[] {
    this.#open = turn;
    if (this.#formats && !turn.turn_is_formatted && turn.transcript !== '') {
      this.#held = turn;
      return [{ ...turn, end_of_turn: false, type: 'turn-delta' }];
    }
    return this.#end(turn);
  }

  #endOpen(): StreamingEvent[] {
    if (this.#held !== undefined) return this.release();
    if (this.#open !== undefined) return this.#end({ ...this.#open, end_of_turn: true });
    if (this.#kept.length === 0) return [];
    const transcript = this.#kept.map(({ text }) => text).join(' ');
    const order = { turn_order: this.#nextOrder, turn_is_formatted: false, end_of_turn: true };
    return this.#end({ ...order, transcript, words: this.#kept });
  }

  #end(turn: TurnFields): StreamingEvent[] {
    this.#held = undefined;
    this.#open = undefined;
    this.#kept = [];
    this.#nextOrder = turn.turn_order + 1;
    this.#finalMs = turn.words.reduce((ms, { end }) => Math.max(ms, end), this.#finalMs);
    return turn.transcript === '' && turn.words.length === 0 ? [] : [{ ...turn, type: 'turn-end' }];
  }
}
