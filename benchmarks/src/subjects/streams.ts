import { type AgentSide, isAgentSide, openAgentSide } from './agent-streams.ts';
import type { OpenStream } from './stream.ts';

/** Whose streams: none at all, `ws` itself, the official SDK's, its `stream()` which tells of backpressure, or Earmark's. */
export type StreamSide = 'nothing' | 'ws' | 'sdk' | 'sdkStream' | 'ours' | AgentSide;

const sampleRate = 16_000;

/** Loads only the side that is measured, with its default options. */
export async function openerOf(side: StreamSide, url: string): Promise<OpenStream> {
  if (side === 'ws') return await openWs(url);
  if (side === 'sdk' || side === 'sdkStream') return await openSdk(url, side === 'sdkStream');
  if (side === 'ours') return await openOurs(url);
  if (isAgentSide(side)) return await openAgentSide(side, url);
  return () => Promise.resolve({ send: () => undefined, close: () => Promise.resolve() });
}

async function openWs(url: string): Promise<OpenStream> {
  const { WebSocket } = await import('ws');
  return async (onTurn) => {
    const socket = new WebSocket(`${url}/v3/ws`, { perMessageDeflate: false });
    socket.on('message', (data) => {
      const message = Buffer.isBuffer(data) ? JSON.parse(data.toString()) : {};
      if (message.type === 'Turn') onTurn(message);
    });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    // What a careful user of `ws` writes: no more goes in while a megabyte waits.
    const drained = async (): Promise<void> => {
      while (socket.bufferedAmount > 2 ** 20) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    return {
      send: (frame) => {
        socket.send(frame);
        return socket.bufferedAmount > 2 ** 20 ? drained() : undefined;
      },
      close: async () => {
        socket.send(JSON.stringify({ type: 'Terminate' }));
        await new Promise((resolve) => socket.once('close', resolve));
      },
    };
  };
}

async function openSdk(url: string, waits: boolean): Promise<OpenStream> {
  const { AssemblyAI } = await import('assemblyai');
  const { streaming } = new AssemblyAI({ apiKey: 'any-key' });
  return async (onTurn) => {
    const speechModel = 'universal-streaming-english';
    const transcriber = streaming.transcriber({ websocketBaseUrl: `${url}/v3/ws`, sampleRate, speechModel });
    transcriber.on('turn', onTurn);
    await transcriber.connect();
    const writer = waits ? transcriber.stream().getWriter() : undefined;
    return {
      send: ({ buffer }) => (writer === undefined ? transcriber.sendAudio(buffer) : writer.write(buffer)),
      close: () => transcriber.close(),
    };
  };
}

async function openOurs(url: string): Promise<OpenStream> {
  const { createClient } = await import('@earmark/core');
  const { streaming } = createClient({ apiKey: 'any-key', streamingUrl: url });
  return async (onTurn) => {
    const session = await streaming.open({ sample_rate: sampleRate, speech_model: 'universal-streaming-english' });
    const heard = (async (): Promise<void> => {
      for await (const event of session) if (event.type === 'turn-delta' || event.type === 'turn-end') onTurn(event);
    })();
    return {
      send: (frame) => session.write(frame),
      close: async () => {
        await session.close();
        await heard;
      },
    };
  };
}
