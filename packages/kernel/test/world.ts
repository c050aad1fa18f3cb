import { createJumpingClock } from '@earmark/conformance';
import { type Client, EarmarkError, createClient } from '@earmark/core';
import { type Emulator, type EmulatorOptions, samples, startEmulator } from '@earmark/emulator';
import type { Operation } from '@earmark/operations';

export interface World extends AsyncDisposable {
  readonly client: Client;
  readonly emulator: Emulator;
}

/** Starts an emulator and points a client at it; whatever the client pauses for is over at once. */
export async function startWorld(options: EmulatorOptions = {}): Promise<World> {
  const emulator = await startEmulator({ engine: 'fixtures', ...options });
  const { url: baseUrl, llmGatewayUrl, syncUrl, streamingUrl } = emulator;
  const clock = createJumpingClock();
  const client = createClient({ baseUrl, llmGatewayUrl, syncUrl, streamingUrl, apiKey: 'any', clock });
  return { client, emulator, [Symbol.asyncDispose]: () => emulator.close() };
}

/** An emulator that hears the same two words in everything. */
export const hearing: EmulatorOptions = {
  engine: {
    name: 'parrot',
    recognise: () =>
      Promise.resolve({
        words: ['Good', 'morning.'].map((text, at) => ({
          text,
          start: at * 400,
          end: at * 400 + 300,
          confidence: 0.9,
          speaker: null,
        })),
        languageCode: 'en_us',
      }),
  },
};

/** A second of sound, as a WAV file. */
export const recording: Buffer = toWav(8000);

function toWav(sampleRate: number): Buffer {
  const wav = Buffer.alloc(44 + sampleRate * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36 + sampleRate * 2, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(sampleRate * 2, 40);
  for (let at = 0; at < sampleRate; at += 1) wav.writeInt16LE(Math.round(9000 * Math.sin(at / 5)), 44 + at * 2);
  return wav;
}

/** What an operation's sample needs to be there, and the sample with it: real ids, and audio the emulator has. */
export async function readySample({ client }: World, { id, sample }: Operation): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = { ...sample.input };
  if (id === 'transcribe_clip' || id === 'upload_file') {
    input['audio'] = `data:audio/wav;base64,${recording.toString('base64')}`;
  } else if ('audio' in input) {
    input['audio'] = await client.files.upload(samples.meeting.audio);
  }
  if ('transcript_id' in input) {
    const isRedacted = id === 'get_redacted_audio';
    const params = { speaker_labels: true, redact_pii: isRedacted, redact_pii_audio: isRedacted };
    input['transcript_id'] = (await client.transcripts.transcribe(samples.meeting.audio, params)).id;
  }
  return input;
}

/** Resolves with the Earmark error of a promise, and fails where there is none. */
export async function errorOf(promise: Promise<unknown>): Promise<EarmarkError> {
  const seen = await promise.then(
    () => new Error('it resolved'),
    (error: unknown) => error,
  );
  if (EarmarkError.is(seen)) return seen;
  throw new Error('rejected with something other than an EarmarkError', { cause: seen });
}
