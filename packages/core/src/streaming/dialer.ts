import { hearing, within } from '../deadline.ts';
import { EarmarkError } from '../errors.ts';
import { joinUrl } from '../http.ts';
import { type Begin, Connection, type ConnectionDeps } from './connection.ts';
import type { ServiceMessage } from './messages.ts';
import type { StreamingOptions } from './options.ts';
import { type StreamingParams, toQuery } from './params.ts';
import { ReconnectBudget } from './reconnect.ts';

export interface DialerDeps extends ConnectionDeps {
  readonly streamingUrl: string;
  readonly apiKey: string;
  readonly random: () => number;
  /** A token for a runtime whose handshake carries no header. */
  readonly mintToken: () => Promise<string>;
  readonly options: StreamingOptions;
  readonly connectTimeoutMs: number;
  /** Ends whatever waits. */
  readonly signal: AbortSignal;
  readonly onMessage: (message: ServiceMessage, from: Connection) => void;
}

/** A connection over which the service has said Begin. */
export interface Dialled {
  readonly connection: Connection;
  readonly begin: Begin;
}

/** Opens connections, again and again while the reconnect budget lasts. */
export class Dialer {
  readonly #deps: DialerDeps;
  readonly #budget: ReconnectBudget;

  constructor(deps: DialerDeps) {
    this.#deps = deps;
    this.#budget = new ReconnectBudget(deps.options.reconnect ?? {}, deps.clock, deps.random);
  }

  /** Notes that a connection was a healthy one: the next outage has the whole budget. */
  reset(): void {
    this.#budget.reset();
  }

  async open(params: StreamingParams): Promise<Dialled> {
    for (;;) {
      try {
        return await this.#openOnce(params);
      } catch (error) {
        this.#deps.signal.throwIfAborted();
        if (!EarmarkError.is(error) || !error.retryable || error.code === 'too_many_sessions') throw error;
        await this.pause(error);
      }
    }
  }

  /** Waits before the next attempt; throws what it is because of when there is none left. */
  async pause(because: EarmarkError): Promise<void> {
    const pauseMs = this.#budget.next();
    if (pauseMs === undefined) throw because;
    await this.#deps.clock.sleep(pauseMs, this.#deps.signal);
  }

  async #openOnce(params: StreamingParams): Promise<Dialled> {
    const { clock, connectTimeoutMs: ms, signal: stop, onMessage } = this.#deps;
    const connection = new Connection(this.#deps, onMessage);
    const begin = await within(
      { clock, ms, signal: stop },
      async (signal) => {
        const { url, headers } = await hearing(signal, () => this.#address(params));
        return await connection.open({ url, headers, signal });
      },
      () => new EarmarkError('timeout', `The service did not begin the session within ${ms} ms.`, { retryable: true }),
    );
    return { connection, begin };
  }

  async #address(params: StreamingParams): Promise<{ url: string; headers: Record<string, string> }> {
    const { streamingUrl, apiKey, sockets, options, mintToken } = this.#deps;
    const ask = options.token ?? (sockets.sendsHeaders ? undefined : mintToken);
    const query = toQuery(params);
    if (ask !== undefined) query.set('token', await ask());
    const headers: Record<string, string> = { 'user-agent': 'earmark-core' };
    if (ask === undefined) headers['authorization'] = apiKey;
    return { url: joinUrl(streamingUrl, `/v3/ws?${query.toString()}`), headers };
  }
}
