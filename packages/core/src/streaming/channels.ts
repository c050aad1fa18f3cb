import type { Clock } from '../transport.ts';
import type { StreamingEvent } from './events.ts';
import type { StreamingSession } from './session.ts';

/** What was heard, and on which channel, counted from 0. */
export type ChannelEvent = StreamingEvent & { readonly channel: number };

/** One session for each channel of a conversation; iterate it for all that is heard, in order of its time. */
export interface ChannelsSession extends AsyncIterable<ChannelEvent> {
  readonly channels: readonly StreamingSession[];
  /** Closes all of them; settles when the last has. */
  close(): Promise<void>;
}

interface Waiting {
  readonly atMs: number;
  readonly order: number;
  readonly event: ChannelEvent;
}

// Turns of one moment arrive this close together.
const togetherMs = 200;

export async function openChannelSessions(
  count: number,
  clock: Clock,
  open: () => Promise<StreamingSession>,
): Promise<ChannelsSession> {
  const opened = await Promise.allSettled(Array.from({ length: count }, open));
  const channels = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    for (const session of channels) session.abort();
    throw failed.reason;
  }
  return {
    channels,
    async close() {
      const closed = await Promise.allSettled(channels.map((session) => session.close()));
      const broken = closed.find((one) => one.status === 'rejected');
      if (broken !== undefined) throw broken.reason;
    },
    [Symbol.asyncIterator]: () => merged(channels, clock),
  };
}

const nobody = (): void => undefined;

// Each event waits a little for one of another channel that was said before it.
async function* merged(channels: readonly StreamingSession[], clock: Clock): AsyncGenerator<ChannelEvent, void> {
  const waiting: Waiting[] = [];
  let wake = nobody;
  const open = new Set(channels);
  let failure: { readonly reason: unknown } | undefined;
  let order = 0;

  async function read(session: StreamingSession, channel: number): Promise<void> {
    let atMs = 0;
    for await (const event of session) {
      atMs = Math.max(atMs, timeOf(event) ?? atMs);
      waiting.push({ atMs, order: (order += 1), event: { ...event, channel } });
      wake();
    }
  }
  channels.forEach((session, channel) => {
    read(session, channel)
      .catch((reason: unknown) => (failure ??= { reason }))
      .finally(() => {
        open.delete(session);
        wake();
      });
  });

  while (open.size > 0 || waiting.length > 0) {
    if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    if (open.size > 0) await clock.sleep(togetherMs);
    for (const { event } of waiting.splice(0).toSorted((a, b) => a.atMs - b.atMs || a.order - b.order)) yield event;
  }
  if (failure !== undefined) throw failure.reason;
}

function timeOf(event: StreamingEvent): number | undefined {
  if (event.type === 'speech-start') return event.timestamp;
  return event.type === 'turn-delta' || event.type === 'turn-end' ? event.words.at(-1)?.end : undefined;
}
