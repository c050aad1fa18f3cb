import { isRecord } from '../record.ts';
import type { Clock } from '../transport.ts';
import type { AudioFormat } from './audio-format.ts';
import type { Connection } from './connection.ts';
import type { StreamingEvent, TurnFields } from './events.ts';
import type { ServiceMessage } from './messages.ts';
import type { Outbox } from './outbox.ts';
import type { Sender } from './sender.ts';
import type { StreamingStats } from './stats.ts';
import { Timeline } from './timeline.ts';
import { Turns } from './turns.ts';

export interface ListenerDeps {
  readonly clock: Clock;
  readonly tell: (event: StreamingEvent) => void;
  readonly formats: boolean;
  readonly format: AudioFormat;
  readonly outbox: Outbox;
  readonly sender: Sender;
}

// A formatted copy follows within a fraction of a second, or never.
const formattingMs = 2_000;

/** Turns the messages of many connections into the events of one conversation. */
export class Listener {
  readonly #deps: ListenerDeps;
  readonly #turns: Turns;
  /** Of the connection that is heard. */
  #timeline: Timeline;
  #termination: Readonly<Record<string, unknown>> = {};
  #timeToFirstWordMs: number | undefined;
  #endOfTurnDelayMs: number | undefined;
  #counts = { reconnects: 0, replayedMs: 0, droppedMs: 0, unknownMessages: 0 };

  constructor(deps: ListenerDeps) {
    this.#deps = deps;
    this.#turns = new Turns(deps.formats);
    this.#timeline = new Timeline(deps.format);
  }

  get finalMs(): number {
    return this.#turns.finalMs;
  }

  stats(): Omit<StreamingStats, 'bufferedBytes'> {
    return {
      ...this.#counts,
      timeToFirstWordMs: this.#timeToFirstWordMs,
      endOfTurnDelayMs: this.#endOfTurnDelayMs,
    };
  }

  /** Tells what a message means; returns whether more is final by it. */
  hear(message: ServiceMessage, from: Connection): boolean {
    const { finalMs } = this.#turns;
    for (const event of this.#eventsOf(message, from)) this.#tell(event);
    const isMore = this.#turns.finalMs > finalMs;
    if (isMore) this.#forget();
    return isMore;
  }

  /** Whether a message is about audio that nothing more is to be heard of. */
  isFinal(message: ServiceMessage): boolean {
    if (message.kind === 'SpeechStarted') return false;
    const isOfTurn = message.kind === 'Turn' || message.kind === 'LLMGatewayResponse';
    return !isOfTurn || this.#turns.hasEnded(Number(message.fields['turn_order']));
  }

  /** Says that audio went without being sent, by its bytes. */
  dropped(from: number, to: number): void {
    const { format } = this.#deps;
    this.#timeline.skip(from, to);
    const fromMs = format.toMs(from);
    const toMs = format.toMs(to);
    const droppedMs = toMs - fromMs;
    this.#counts.droppedMs += droppedMs;
    const warning = `${Math.round(droppedMs)} ms of audio were dropped: the buffer was full.`;
    this.#deps.tell({ type: 'warning', warning_code: 'audio_dropped', warning, fromMs, toMs });
  }

  /** Leaves a lost connection; what was not final will be sent again. */
  detach(): void {
    const { outbox, format } = this.#deps;
    for (const event of this.#turns.detach(format.toMs(outbox.oldestBytes))) this.#tell(event);
  }

  /** Goes on over a new connection; returns from where audio is sent again, and how much of it. */
  resume(): { readonly fromMs: number; readonly replayedMs: number } {
    const { outbox, format } = this.#deps;
    const before = outbox.sentBytes;
    outbox.rewind(format.toBytes(format.floorMs(this.#turns.finalMs)));
    const replayedMs = format.toMs(before - outbox.sentBytes);
    this.#timeline = new Timeline(format, outbox.sentBytes);
    this.#counts.reconnects += 1;
    this.#counts.replayedMs += replayedMs;
    return { fromMs: format.toMs(outbox.sentBytes), replayedMs };
  }

  end(): void {
    for (const event of this.#turns.finish()) this.#tell(event);
    this.#tell({ ...this.#termination, type: 'session-end' });
  }

  #forget(): void {
    const { outbox, format } = this.#deps;
    outbox.forget(format.toBytes(format.floorMs(this.#turns.finalMs)));
  }

  #eventsOf(message: ServiceMessage, from: Connection): StreamingEvent[] {
    if (message.kind === 'Turn') return this.#turn(message.fields, from);
    const timeline = this.#timeline;
    const at = (ms: number): number => timeline.toConversation(ms);
    switch (message.kind) {
      case 'SpeechStarted':
        return this.#turns.hearStart(message.fields, at(Number(message.fields['timestamp'])));
      case 'SpeakerRevision':
        return [{ ...message.fields, type: 'speaker-revision', revisions: this.#revised(message.fields, at) }];
      case 'LLMGatewayResponse': {
        const turn_order = this.#turns.orderOf(Number(message.fields['turn_order']));
        return [{ ...message.fields, type: 'llm-response', turn_order }];
      }
      case 'Heartbeat':
        return [{ ...message.fields, type: 'heartbeat' }];
      case 'Warning': {
        const { warning_code: code, warning } = message.fields;
        const warning_code = typeof code === 'number' ? code : String(code);
        return [{ ...message.fields, type: 'warning', warning_code, warning: String(warning) }];
      }
      case 'Termination':
        this.#termination = message.fields;
        return [];
      case 'unknown':
        this.#counts.unknownMessages += 1;
        return [{ type: 'unknown', message: message.message }];
      case 'Begin':
      case 'Error':
      case 'legacy':
      default:
        return [];
    }
  }

  #turn(fields: TurnFields, from: Connection): StreamingEvent[] {
    const timeline = this.#timeline;
    const events = this.#turns.hear(fields, timeline.isSame ? undefined : (ms) => timeline.toConversation(ms));
    const { held } = this.#turns;
    if (held !== undefined) this.#releaseLater(held, from.gone).catch(() => undefined);
    return events;
  }

  async #releaseLater(held: TurnFields, gone: AbortSignal): Promise<void> {
    await this.#deps.clock.sleep(formattingMs, gone, 'deadline');
    if (this.#turns.held !== held) return;
    for (const event of this.#turns.release()) this.#tell(event);
    this.#forget();
  }

  #revised({ revisions }: Readonly<Record<string, unknown>>, at: (ms: number) => number): readonly unknown[] {
    if (!Array.isArray(revisions)) return [];
    return revisions.filter(isRecord).map((revision) => {
      const { turn_order: order, words } = revision;
      const moved = Array.isArray(words)
        ? words
            .filter(isRecord)
            .map((word) => ({ ...word, start: at(Number(word['start'])), end: at(Number(word['end'])) }))
        : words;
      return { ...revision, turn_order: this.#turns.orderOf(Number(order)), words: moved };
    });
  }

  #tell(event: StreamingEvent): void {
    this.#measure(event);
    this.#deps.tell(event);
  }

  #measure(event: StreamingEvent): void {
    if (event.type !== 'turn-end' && event.type !== 'turn-delta') return;
    const last = event.words.at(-1);
    if (last === undefined) return;
    const { sender } = this.#deps;
    if (event.type === 'turn-end' || this.#timeToFirstWordMs === undefined) {
      const nowMs = this.#deps.clock.now();
      this.#timeToFirstWordMs ??= nowMs - (sender.firstSentMs ?? nowMs);
      if (event.type === 'turn-end') this.#endOfTurnDelayMs = nowMs - sender.sentMs(last.end);
    }
    sender.mark();
  }
}
