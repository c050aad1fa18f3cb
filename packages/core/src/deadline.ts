import type { EarmarkError } from './errors.ts';
import type { Clock } from './transport.ts';

/** Ends whatever carries its signal: when the caller aborts, or after too long a silence. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether it was the silence. */
  readonly passed: boolean;
  /** Counts anew: something has happened. */
  alive(): void;
  /** Counts nothing until the next sign of life. */
  rest(): void;
  /** Calls it off; to be called on every path. */
  end(): void;
}

// Made once: aborting without a reason makes an error with its stack, for every request.
const over = new Error('the deadline was called off');

/** Starts a deadline `ms` milliseconds from now, on top of the caller's own signal. */
export function startDeadline(clock: Clock, ms: number, caller?: AbortSignal): Deadline {
  const stop = new AbortController();
  const called = new AbortController();
  let lastSignMs = clock.now();
  let passed = false;
  const onAbort = (): void => stop.abort(caller?.reason);

  async function watch(): Promise<void> {
    for (let leftMs = ms; leftMs > 0; leftMs = lastSignMs + ms - clock.now()) {
      await clock.sleep(Math.min(leftMs, ms), called.signal, 'deadline');
    }
    passed = true;
    stop.abort(new Error('deadline'));
  }

  if (caller?.aborted === true) onAbort();
  caller?.addEventListener('abort', onAbort, { once: true });
  if (Number.isFinite(ms)) watch().catch(() => undefined);
  return {
    signal: stop.signal,
    get passed() {
      return passed;
    },
    alive: () => void (lastSignMs = clock.now()),
    rest: () => void (lastSignMs = Number.POSITIVE_INFINITY),
    end() {
      caller?.removeEventListener('abort', onAbort);
      called.abort(over);
    },
  };
}

/** Settles as `run` does, but ends with the signal at once, although what runs may be deaf to it. */
export async function hearing<Value>(signal: AbortSignal, run: () => Promise<Value>): Promise<Value> {
  if (signal.aborted) throw signal.reason;
  return await new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    run()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Runs something that has to end within `ms` milliseconds; the caller's own reason goes before `late`. */
export async function within<Value>(
  { clock, ms, signal }: { clock: Clock; ms: number; signal: AbortSignal | undefined },
  run: (signal: AbortSignal) => Promise<Value>,
  late: () => EarmarkError,
): Promise<Value> {
  const deadline = startDeadline(clock, ms, signal);
  try {
    return await hearing(deadline.signal, () => run(deadline.signal));
  } catch (error) {
    signal?.throwIfAborted();
    throw deadline.passed ? late() : error;
  } finally {
    deadline.end();
  }
}
