import { EventEmitter, once } from 'node:events';
import type { OpenStream } from './stream.ts';

/** Frameworks of voice agents: Earmark's pipeline and LiveKit plugin, and the plugin of Deepgram. */
export type AgentSide = 'pipeline' | 'livekit' | 'deepgram';

const sampleRate = 16_000;
const tenMs = sampleRate / 100;

export function isAgentSide(side: string): side is AgentSide {
  return side === 'pipeline' || side === 'livekit' || side === 'deepgram';
}

/** Loads only the side that is measured, with its default options. */
export async function openAgentSide(side: AgentSide, url: string): Promise<OpenStream> {
  return side === 'pipeline' ? await openPipeline(url) : await openLiveKit(side, url);
}

async function openPipeline(url: string): Promise<OpenStream> {
  const { AssemblyAISTTService, InputAudioRawFrame, Pipeline, PipelineTask } = await import('@earmark/pipeline');
  const { createClient } = await import('@earmark/core');
  const client = createClient({ apiKey: 'any-key', streamingUrl: url });
  return async () => {
    // Core's default, so that both have the same session.
    const connectionParams = { speech_model: 'universal-streaming-english', format_turns: false };
    const events = new EventEmitter();
    const begun = once(events, 'event');
    const onEvent = (): void => void events.emit('event');
    const stt = new AssemblyAISTTService({ client, connectionParams, vadForceTurnEndpoint: false, onEvent });
    const task = new PipelineTask(new Pipeline([stt]));
    const running = task.run();
    await begun;
    return {
      send: (frame) => task.queueFrame(new InputAudioRawFrame({ audio: frame, sampleRate })),
      close: async () => {
        await task.stopWhenDone();
        await running;
      },
    };
  };
}

async function openLiveKit(side: 'livekit' | 'deepgram', url: string): Promise<OpenStream> {
  const { initializeLogger } = await import('@livekit/agents');
  const { AudioFrame } = await import('@livekit/rtc-node');
  initializeLogger({ pretty: false, level: 'silent' });
  const ear = side === 'livekit' ? await earmark(url) : await deepgram(url);
  return async () => {
    const stream = ear.stream();
    const heard = (async (): Promise<void> => {
      for await (const _event of stream);
    })();
    return {
      // As a room gives it: 10 ms at a time.
      send: ({ buffer, byteOffset, byteLength }) => {
        const samples = new Int16Array(buffer, byteOffset, byteLength / 2);
        for (let at = 0; at < samples.length; at += tenMs) {
          stream.pushFrame(new AudioFrame(samples.subarray(at, at + tenMs), sampleRate, 1, tenMs));
        }
      },
      close: async () => {
        stream.endInput();
        await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, 2_000))]);
        stream.close();
      },
    };
  };
}

async function earmark(baseUrl: string) {
  const { STT } = await import('@earmark/livekit');
  return new STT({ apiKey: 'any-key', baseUrl, speechModel: 'universal-streaming-english' });
}

async function deepgram(url: string) {
  const { STT } = await import('@livekit/agents-plugin-deepgram');
  return new STT({ apiKey: 'any-key', baseUrl: `${url}/v1/listen`, sampleRate });
}
