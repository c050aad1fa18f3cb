import { type Client, type CompletedTranscript, EarmarkError } from '@earmark/core';
import { type AudioBuffer, createTimedString, normalizeLanguage, stt } from '@livekit/agents';
import { toMono } from './audio.ts';
import type { STTOptions } from './options.ts';

/** Transcribes audio that is already there, as a job. */
export async function recognize(
  client: Pick<Client, 'transcripts'>,
  audio: AudioBuffer,
  options: STTOptions,
  signal: AbortSignal | undefined,
): Promise<stt.SpeechEvent> {
  const { keytermsPrompt, languageCodes, speakerLabels } = options;
  const only = languageCodes?.length === 1 ? languageCodes[0] : undefined;
  const params = {
    ...(keytermsPrompt === undefined ? {} : { keyterms_prompt: [...keytermsPrompt] }),
    ...(speakerLabels === undefined ? {} : { speaker_labels: speakerLabels }),
    ...(only === undefined ? { language_detection: true } : { language_code: only }),
  };
  return toEvent(await client.transcripts.transcribe(toWav(audio), params, { signal }));
}

function toEvent(transcript: CompletedTranscript): stt.SpeechEvent {
  const { id, text, words, confidence, language_code: language } = transcript;
  const timed = (words ?? []).map((word) =>
    createTimedString({
      text: word.text,
      startTime: word.start / 1000,
      endTime: word.end / 1000,
      confidence: word.confidence,
      speakerId: word.speaker ?? null,
    }),
  );
  const data: stt.SpeechData = {
    language: normalizeLanguage(language ?? 'en'),
    text: text ?? '',
    startTime: timed[0]?.startTime ?? 0,
    endTime: timed.at(-1)?.endTime ?? 0,
    confidence: confidence ?? 0,
    words: timed,
  };
  return { type: stt.SpeechEventType.FINAL_TRANSCRIPT, requestId: id, alternatives: [data] };
}

// The host's `mergeFrames` copies all it has for each frame: a minute of frames takes it minutes.
function toWav(audio: AudioBuffer): Uint8Array {
  const frames = (Array.isArray(audio) ? audio : [audio]).map(toMono);
  const [first] = frames;
  if (first === undefined) throw new EarmarkError('invalid', 'There is no audio to recognise.');
  const pcm = frames.map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const byteLength = pcm.reduce((sum, bytes) => sum + bytes.length, 0);
  return Buffer.concat([wavHeader(first.sampleRate, byteLength), ...pcm]);
}

// Of 16-bit mono.
function wavHeader(sampleRate: number, byteLength: number): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + byteLength, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(byteLength, 40);
  return header;
}
