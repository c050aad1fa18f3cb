import { type Deadline, startDeadline } from './deadline.ts';
import { EarmarkError } from './errors.ts';
import { type Envelope, misfit } from './envelope.ts';
import {
  type ApiRequest,
  type ExchangeDeps,
  type Read,
  createExchange,
  noticed,
  toEarmarkError,
  usualDeadlineMs,
} from './exchange.ts';
import { toRetry } from './events.ts';
import type { Governor } from './governor.ts';
import { describe, originOf, redactor } from './http-error.ts';
import { surelyUndone, withRetries } from './retry.ts';
import type { HttpResponse } from './transport.ts';

/** The authorised way to the service: one request, one checked answer, or one `EarmarkError`. */
export interface Api {
  json<Value>(shape: Envelope<Value>, request: ApiRequest): Promise<Value>;
  /** The same, with the answer's head. */
  answer<Value>(shape: Envelope<Value>, request: ApiRequest): Promise<{ head: HttpResponse; value: Value }>;
  text(request: ApiRequest): Promise<string>;
  /** Hands the body on as it arrives; `read` starts anew when the request is repeated. */
  read<Value>(request: ApiRequest, read: (chunks: AsyncIterable<Uint8Array>) => Promise<Value>): Promise<Value>;
  /** Yields the body as it arrives, for as long as it takes; repeats nothing. */
  stream(request: ApiRequest): AsyncGenerator<Uint8Array>;
}

export interface ApiDeps extends ExchangeDeps {
  readonly random: () => number;
  readonly governor: Governor;
}

type Recovered = <Value>(request: ApiRequest, read: Read<Value>) => Promise<Value>;

const usualRetries = 5;

export function createApi(deps: ApiDeps): Api {
  const recovered = createRecovery(deps);
  const answer: Api['answer'] = (shape, request) =>
    recovered(request, async (head, { alive }) => {
      const value = parsed(shape, await head.text(alive), request, head);
      return { head, value };
    });
  return {
    answer,
    json: async (shape, request) => (await answer(shape, request)).value,
    text: (request) => recovered(request, (head, { alive }) => head.text(alive)),
    read: (request, read) => recovered(request, (head, { alive }) => read(noticed(head.chunks(), alive))),
    stream: createStream(deps),
  };
}

function createRecovery(deps: ApiDeps): Recovered {
  const { clock, random, governor, observe } = deps;
  const exchange = createExchange(deps);

  const once: Recovered = async (request, read) => {
    request.signal?.throwIfAborted();
    await governor.turn(request.signal);
    const deadline = startDeadline(clock, request.deadlineMs ?? usualDeadlineMs, request.signal);
    try {
      return await exchange(request, deadline, read);
    } finally {
      deadline.end();
    }
  };

  return async (request, read) => {
    const { method, signal, repeatable = () => method === 'GET', retries = usualRetries } = request;
    return await withRetries(() => once(request, read), {
      clock,
      random,
      signal,
      retries,
      mayRepeat: (error) => repeatable() || (surelyUndone(error) && !isReadOnce(request)),
      onRetry: (error, pauseMs) => observe(toRetry(request, error, pauseMs)),
    });
  };
}

function createStream(deps: ApiDeps): Api['stream'] {
  const exchange = createExchange(deps);
  const redact = redactor(deps.apiKey);
  return async function* stream(request) {
    request.signal?.throwIfAborted();
    await deps.governor.turn(request.signal);
    const deadline = startDeadline(deps.clock, request.deadlineMs ?? usualDeadlineMs, request.signal);
    try {
      const head = await exchange(request, deadline, (found) => Promise.resolve(found));
      yield* attended(head.chunks(), deadline);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw toEarmarkError(error, request, deadline, redact);
    } finally {
      deadline.end();
    }
  };
}

// A reader that takes its time is no silence of the service's.
async function* attended(chunks: AsyncIterable<Uint8Array>, deadline: Deadline): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    deadline.rest();
    yield chunk;
    deadline.alive();
  }
}

function isReadOnce({ body }: ApiRequest): boolean {
  return body !== undefined && 'bytes' in body && !body.bytes.replayable;
}

function parsed<Value>(shape: Envelope<Value>, text: string, request: ApiRequest, head: HttpResponse): Value {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // No cause: the parser's own message quotes the body, which may be speech.
    const details = { retryable: true, ...originOf(head) };
    throw new EarmarkError('protocol', `${describe(request)} answered with something other than JSON.`, details);
  }
  const wrong = misfit(value, shape);
  if (wrong === undefined) return value as Value; // oxlint-disable-line typescript/no-unsafe-type-assertion -- just checked
  const where = wrong === '' ? 'the answer' : `\`${wrong}\``;
  const message = `${describe(request)} answered with another shape than expected: ${where}.`;
  throw new EarmarkError('protocol', message, originOf(head));
}

/** Appends a path to a base URL, keeping the base's own path prefix. */
export function joinUrl(base: string, path: string): string {
  return base.replace(/\/+$/, '') + path;
}
