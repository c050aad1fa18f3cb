import { ReadableStream, type ReadableStreamDefaultController } from 'node:stream/web';
import { STT } from '@earmark/livekit';
import { initializeLogger, voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { median, subject } from './subject.ts';

const sampleRate = 16_000;
const frameSamples = sampleRate / 20;
const turns = 8;

class Microphone extends voice.AudioInput {
  #controller: ReadableStreamDefaultController<AudioFrame> | undefined;

  constructor() {
    super();
    this.multiStream.addInputStream(new ReadableStream<AudioFrame>({ start: (one) => void (this.#controller = one) }));
  }

  say(samples: Int16Array): void {
    this.#controller?.enqueue(new AudioFrame(samples, sampleRate, 1, samples.length));
  }
}

/** How long after the service has sent the end of a turn an agent's session takes it for the user's. */
void subject(async ({ url }: { url: string }) => {
  initializeLogger({ pretty: false, level: 'silent' });
  let sentNs = 0n;
  const ear = new STT({
    apiKey: 'any-key',
    baseUrl: url,
    speechModel: 'universal-streaming-english',
    onEvent: (event) => {
      if (event.type === 'turn-end') sentNs = BigInt(String(event['sent_ns']));
    },
  });
  const turnHandling = { turnDetection: 'stt' as const, endpointing: { minDelay: 0 } };
  const session = new voice.AgentSession({ stt: ear, llm: new voice.testing.FakeLLM(), vad: null, turnHandling });
  const delaysMs: number[] = [];
  session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
    if (item.type === 'message' && item.role === 'user') delaysMs.push(Number(process.hrtime.bigint() - sentNs) / 1e6);
  });
  const microphone = new Microphone();
  session.input.audio = microphone;
  await session.start({ agent: new voice.Agent({ instructions: 'Listen.' }), record: false });
  for (let frame = 0; delaysMs.length < turns && frame < 2 * turns * 40; frame += 1) {
    const samples = new Int16Array(frameSamples);
    new DataView(samples.buffer).setBigInt64(0, process.hrtime.bigint(), true);
    microphone.say(samples);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await session.close();
  if (delaysMs.length < turns) throw new Error(`only ${delaysMs.length} of ${turns} turns were committed`);
  return { medianMs: median(delaysMs), slowestMs: Math.max(...delaysMs) };
});
