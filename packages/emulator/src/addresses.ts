import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Where the emulator is, as a client's options take it. */
export interface Addresses {
  /** The REST API, for `baseUrl`. */
  readonly url: string;
  /** The streaming API, for `streamingUrl`. */
  readonly streamingUrl: string;
  /** The LLM gateway, for `llmGatewayUrl`. */
  readonly llmGatewayUrl: string;
  /** The sync API, for `syncUrl`; `/v1/transcribe` is below it. */
  readonly syncUrl: string;
}

export function addressesOf(port: number, isSecure = false): Addresses {
  const s = isSecure ? 's' : '';
  const url = `http${s}://127.0.0.1:${port}`;
  return { url, streamingUrl: `ws${s}://127.0.0.1:${port}`, llmGatewayUrl: `${url}/v1`, syncUrl: url };
}

/** Where a request came in, so that an answer that leads on stays there. */
export function originOf({ socket }: IncomingMessage): string {
  return addressesOf(socket.localPort ?? 0, socket instanceof TLSSocket).url;
}
