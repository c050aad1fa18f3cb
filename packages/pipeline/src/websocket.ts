import { type WebSocket, WebSocketServer } from 'ws';
import { FrameProcessor } from './frame-processor.ts';
import type { FrameDirection } from './frame-queue.ts';
import { CancelTaskFrame, EndFrame, EndTaskFrame } from './control-frames.ts';
import { CancelFrame, type Frame, StartFrame } from './frames.ts';
import { type FrameSerializer, RawAudioSerializer } from './serializer.ts';

export { type FrameSerializer, RawAudioSerializer } from './serializer.ts';

export interface WebsocketTransportOptions {
  /** What the messages are. @default raw audio in, JSON out */
  readonly serializer?: FrameSerializer | undefined;
  /** What the client's leaving does: `end` after what is queued, or `cancel` at once. @default 'end' */
  readonly onDisconnect?: 'end' | 'cancel' | undefined;
}

/** One client's socket, as the first and the last stage of its pipeline. */
export class WebsocketTransport {
  readonly #input: FrameProcessor;
  readonly #output: FrameProcessor;

  /** Takes the socket over: it is read once the pipeline has started, and closed when it has ended. */
  constructor(socket: WebSocket, options: WebsocketTransportOptions = {}) {
    const { serializer = new RawAudioSerializer(), onDisconnect = 'end' } = options;
    socket.pause();
    this.#input = new WebsocketInput(socket, serializer, onDisconnect);
    this.#output = new WebsocketOutput(socket, serializer);
  }

  input(): FrameProcessor {
    return this.#input;
  }

  output(): FrameProcessor {
    return this.#output;
  }
}

export interface WebsocketServerOptions extends Omit<WebsocketTransportOptions, 'serializer'> {
  /** @default 8765 */
  readonly port?: number | undefined;
  /** @default '127.0.0.1' */
  readonly host?: string | undefined;
  /** One for each client. */
  readonly serializer?: (() => FrameSerializer) | undefined;
  /** Largest message taken, in bytes. @default 1_048_576 */
  readonly maxMessageBytes?: number | undefined;
  /** Runs the client's pipeline; the client is sent away when it settles. */
  readonly onClientConnected: (transport: WebsocketTransport) => Promise<unknown>;
  /** What `onClientConnected` rejects with. @default a warning of the process */
  readonly onError?: ((error: unknown) => void) | undefined;
}

export interface RunningWebsocketServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Sends every client away, and takes no more. */
  close(): Promise<void>;
}

/** Serves a pipeline to every client that connects. */
export async function startWebsocketServer(options: WebsocketServerOptions): Promise<RunningWebsocketServer> {
  const {
    port = 8765,
    host = '127.0.0.1',
    maxMessageBytes: maxPayload = 1_048_576,
    serializer,
    onDisconnect,
  } = options;
  const server = new WebSocketServer({ port, host, maxPayload, perMessageDeflate: false });
  server.on('connection', (socket) => {
    const transport = new WebsocketTransport(socket, { serializer: serializer?.(), onDisconnect });
    options
      .onClientConnected(transport)
      .catch(options.onError ?? warn)
      .finally(() => leave(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address();
  const bound = address === null || typeof address === 'string' ? port : address.port;
  const close = async (): Promise<void> => {
    for (const client of server.clients) client.terminate();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { port: bound, url: `ws://${host}:${bound}`, close, [Symbol.asyncDispose]: close };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error), { code: 'EARMARK_PIPELINE' });
}

// One that is paused would not hear the peer's goodbye.
function leave(socket: WebSocket): void {
  if (socket.readyState === socket.OPEN) socket.resume();
  socket.close(1000);
}

// What is on its way downstream before the client is asked to wait.
const mostPushed = 16;

class WebsocketInput extends FrameProcessor {
  readonly #socket: WebSocket;
  readonly #serializer: FrameSerializer;
  readonly #onDisconnect: 'end' | 'cancel';
  #pushed = 0;

  constructor(socket: WebSocket, serializer: FrameSerializer, onDisconnect: 'end' | 'cancel') {
    super();
    this.#socket = socket;
    this.#serializer = serializer;
    this.#onDisconnect = onDisconnect;
  }

  override async processFrame(frame: Frame, direction: FrameDirection): Promise<void> {
    await this.pushFrame(frame, direction);
    if (!(frame instanceof StartFrame)) return;
    this.#serializer.setup?.(frame);
    this.#socket.on('message', (data, isBinary) => this.#read(toBytes(data), isBinary));
    this.#socket.on('error', (exception) => {
      void this.createTask(async () => await this.pushError(`${this.name}: ${exception.message}`, { exception }));
    });
    if (this.#socket.readyState >= this.#socket.CLOSING) this.#left();
    else this.#socket.once('close', () => this.#left());
    this.#socket.resume();
  }

  #read(bytes: Uint8Array, isBinary: boolean): void {
    this.#pushed += 1;
    if (this.#pushed > mostPushed) this.#socket.pause();
    void this.createTask(async () => {
      const frame = this.#serializer.deserialize(isBinary ? bytes : new TextDecoder().decode(bytes));
      if (frame !== undefined) await this.pushFrame(frame);
    }).finally(() => {
      this.#pushed -= 1;
      if (this.#pushed === 0 && this.#socket.isPaused) this.#socket.resume();
    });
  }

  #left(): void {
    const Kind = this.#onDisconnect === 'end' ? EndTaskFrame : CancelTaskFrame;
    void this.createTask(async () => await this.pushFrame(new Kind({ reason: 'the client left' }), 'upstream'));
  }
}

class WebsocketOutput extends FrameProcessor {
  readonly #socket: WebSocket;
  readonly #serializer: FrameSerializer;

  constructor(socket: WebSocket, serializer: FrameSerializer) {
    super();
    this.#socket = socket;
    this.#serializer = serializer;
  }

  override async processFrame(frame: Frame, direction: FrameDirection): Promise<void> {
    if (direction === 'downstream') await this.#send(frame);
    if (frame instanceof EndFrame || frame instanceof CancelFrame) leave(this.#socket);
    await this.pushFrame(frame, direction);
  }

  async #send(frame: Frame): Promise<void> {
    const message = this.#serializer.serialize(frame);
    if (message === undefined || this.#socket.readyState !== this.#socket.OPEN) return;
    // A client that goes while it is sent to is told of by the input.
    await new Promise<void>((resolve) => this.#socket.send(message, () => resolve()));
  }
}

function toBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
