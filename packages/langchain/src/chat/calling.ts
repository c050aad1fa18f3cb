import { EarmarkError } from '@earmark/core/portable';
import type { AsyncCaller } from '@langchain/core/utils/async_caller';
import { GatewayError } from './gateway-error.ts';

export interface Calling {
  readonly caller: AsyncCaller;
  readonly signal: AbortSignal | undefined;
  /** How long it may take, in milliseconds. */
  readonly timeout: number | undefined;
}

type Signal = AbortSignal | undefined;
type Outcome<Value> = { readonly value: Value } | { readonly error: unknown };

/**
 * Calls the gateway through LangChain's caller, which counts concurrent calls and tries again what may succeed later.
 *
 * @throws the caller's own reason, at once, when it aborts; EarmarkError `timeout` when time is up; EarmarkErrors of the
 * gateway with `status` and `headers`, as LangChain reads them.
 */
export async function callGateway<Value>(calling: Calling, call: (signal: Signal) => Promise<Value>): Promise<Value> {
  const { signal, told } = start(calling);
  try {
    return await tried(calling.caller, signal, call);
  } catch (error) {
    throw told(error);
  }
}

/** The same for an answer in pieces: tried again until the first one, for what was said cannot be taken back. */
export async function* streamGateway<Piece>(
  calling: Calling,
  open: (signal: Signal) => AsyncGenerator<Piece>,
): AsyncGenerator<Piece> {
  const { signal, told } = start(calling);
  try {
    const { pieces, first } = await tried(calling.caller, signal, async () => {
      const opened = open(signal);
      return { pieces: opened, first: await opened.next() };
    });
    try {
      for (let next = first; next.done !== true; next = await pieces.next()) yield next.value;
    } finally {
      await pieces.return(undefined);
    }
  } catch (error) {
    throw told(error);
  }
}

function start({ signal, timeout }: Calling): { signal: Signal; told: (error: unknown) => unknown } {
  signal?.throwIfAborted();
  const late = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
  const signals = [late, signal].filter((one) => one !== undefined);
  return {
    signal: signals.length === 0 ? undefined : AbortSignal.any(signals),
    told(error) {
      if (signal?.aborted) return signal.reason;
      if (late?.aborted) return new EarmarkError('timeout', `No whole answer came in ${timeout} ms (\`timeout\`).`);
      return EarmarkError.is(error) && !(error instanceof GatewayError) ? new GatewayError(error) : error;
    },
  };
}

async function tried<Value>(
  caller: AsyncCaller,
  signal: Signal,
  call: (signal: Signal) => Promise<Value>,
): Promise<Value> {
  const options = signal === undefined ? {} : { signal };
  const outcome = await caller.callWithOptions(options, () => settled(call(signal)));
  if ('value' in outcome) return outcome.value;
  throw outcome.error;
}

// The caller tries again whatever it does not know: what cannot succeed later is kept from it.
async function settled<Value>(call: Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await call };
  } catch (error) {
    if (EarmarkError.is(error) && error.retryable) throw new GatewayError(error);
    return { error };
  }
}
