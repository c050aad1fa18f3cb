/** What a stream is made of: its parts, and a way to end whatever makes them. */
interface Source<Part> {
  readonly parts: AsyncGenerator<Part, void>;
  /** Ends what is under way, so that a part that is waited for does not hold the end up. */
  stop(reason: unknown): void;
}

/** A web stream of parts, each made when it is read; who cancels it ends what makes them. */
export function toReadable<Part>({ parts, stop }: Source<Part>): ReadableStream<Part> {
  return new ReadableStream<Part>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel(reason) {
        stop(reason ?? new DOMException('The stream was cancelled.', 'AbortError'));
        await parts.return().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

/** A signal that the caller's aborts, and that can be aborted from here. */
export function stoppable(signal: AbortSignal | undefined): { signal: AbortSignal; stop(reason: unknown): void } {
  const own = new AbortController();
  return {
    signal: signal === undefined ? own.signal : AbortSignal.any([signal, own.signal]),
    stop: (reason) => own.abort(reason),
  };
}
