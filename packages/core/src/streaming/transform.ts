import type { EventQueue } from './event-queue.ts';
import type { StreamingEvent } from './events.ts';
import type { StreamingSession } from './session.ts';

/** Fits `pipeThrough`. */
export interface StreamingTransform {
  readonly readable: ReadableStream<StreamingEvent>;
  readonly writable: WritableStream<Uint8Array>;
}

const mostUnread = 16;
const nobody = (): void => undefined;

export function toTransform(session: StreamingSession, queue: EventQueue): StreamingTransform {
  const events = session[Symbol.asyncIterator]();
  let onRead = nobody;
  const readable = new ReadableStream<StreamingEvent>(
    {
      async pull(controller) {
        const { done, value } = await events.next();
        onRead();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => session.abort(reason),
    },
    { highWaterMark: 0 },
  );
  const writable = new WritableStream<Uint8Array>({
    async write(chunk) {
      await session.write(chunk);
      while (queue.size > mostUnread) await new Promise<void>((resolve) => (onRead = resolve));
    },
    close: () => session.close(),
    abort: (reason) => session.abort(reason),
  });
  return { readable, writable };
}
