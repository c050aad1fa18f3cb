import type { Heard, JobParams } from '../jobs.ts';
import type { RedactedFile } from '../redacted-audio.ts';
import type { Json, Word } from '../shapes.ts';
import { format } from './format.ts';
import { toHighlights } from './highlights.ts';
import { answerKnown } from './known.ts';
import { toLanguage } from './language.ts';
import { type RedactedSound, isRedactable, redactAudio, tooLargeToRedact } from './redacted-audio.ts';
import { redact } from './redact.ts';
import { understand } from './understanding.ts';
import { meanConfidence, spoken, toUtterances } from './units.ts';
import { toVoices } from './voices.ts';
import { type Span, requireSpeech, toWindow, within } from './window.ts';
import { englishOnly, toWritten } from './written.ts';

/** What a completed job knows: keys of the API's transcript, computed from what the engine heard. */
export interface Results extends Json {
  readonly words: readonly Word[];
}

export interface Outcome {
  readonly results: Results;
  /** Where it was asked for, and there is speech to redact. */
  readonly redactedAudio: RedactedFile | undefined;
}

/**
 * Computes a job's results, all at once, as they appear at the service.
 *
 * @param mostRedactedBytes - What is as large or larger is not redacted.
 * @throws JobFailure when the recording is not what the request wants.
 */
export async function computeResults(heard: Heard, params: JobParams, mostRedactedBytes: number): Promise<Outcome> {
  const { recognition, recording } = heard;
  const { known = {}, languageCode } = recognition;
  const cut = toCut(params, recording.durationMs);
  const language = toLanguage(languageCode, known, params);
  const voices = toVoices(heard, params);
  const said = cut === undefined ? voices.words : within(voices.words, cut);
  requireSpeech(said, toWindow(params, recording.durationMs), params);

  const written = await toWritten(said, params, languageCode);
  const redaction = params['redact_pii'] === true ? await redact(written.words, params, languageCode) : undefined;
  const speakers = new Set(said.map(({ speaker }) => speaker));
  const understood = understand(params, { known, window: cut, isRedacted: redaction !== undefined, speakers });
  const named = (redaction?.words ?? written.words).map((word) => rename(word, understood.speakers));
  const words = format(named, params);
  const highlights = await toHighlightsResult(words, params, languageCode);
  const audio = redaction && (await toRedactedAudio(heard, params, redaction.spans, mostRedactedBytes));
  const parts = [voices, written, redaction, audio, understood, language, answerKnown(known, params, cut), highlights];
  const results = {
    ...toTexts(words, voices.areKnown),
    confidence: meanConfidence(words),
    audio_duration: Math.ceil(recording.durationMs / 1000),
    ...(heard.channels === undefined ? {} : { audio_channels: heard.channels }),
    ...toUnredacted(format(written.words, params), voices.areKnown, params),
    ...gather(parts),
  };
  return { results, redactedAudio: audio?.file };
}

// Of the whole recording, whatever part of it was asked for: what is outside can be heard as well.
async function toRedactedAudio(
  { recognition, recording }: Heard,
  params: JobParams,
  spans: readonly Span[],
  mostBytes: number,
): Promise<RedactedSound | undefined> {
  if (!isRedactable(params, recognition.words)) return undefined;
  if (recording.bytes >= mostBytes) return tooLargeToRedact(mostBytes);
  const sound = await recording.sound();
  if (toCut(params, recording.durationMs) === undefined) return await redactAudio(sound, spans, params);
  const { words } = await toWritten(recognition.words, params, recognition.languageCode);
  const whole = await redact(words, params, recognition.languageCode);
  return await redactAudio(sound, [...spans, ...whole.spans], params);
}

/** A step on the way: keys it adds to the transcript, and what it could not do. */
interface Part {
  readonly results?: Json;
  readonly warnings: readonly string[];
}

function gather(parts: readonly (Part | undefined)[]): Json {
  const entries = parts.flatMap((part) => Object.entries(part?.results ?? {}));
  const warnings = parts.flatMap((part) => part?.warnings ?? []).map((message) => ({ message }));
  return { ...Object.fromEntries(entries), ...(warnings.length === 0 ? {} : { metadata: { warnings } }) };
}

// What is known of the whole is cut only where a part was asked for.
function toCut(params: JobParams, whole: number): Span | undefined {
  const isAsked = typeof params['audio_start_from'] === 'number' || typeof params['audio_end_at'] === 'number';
  return isAsked ? toWindow(params, whole) : undefined;
}

function toTexts(words: readonly Word[], hasVoices: boolean) {
  return { text: spoken(words), words, utterances: hasVoices ? toUtterances(words) : null };
}

function toUnredacted(words: readonly Word[], hasVoices: boolean, params: JobParams): Json {
  if (params['redact_pii'] !== true || params['redact_pii_return_unredacted'] !== true) return {};
  const { text, utterances } = toTexts(words, hasVoices);
  return { unredacted_text: text, unredacted_words: words, unredacted_utterances: utterances };
}

function rename(word: Word, speakers: ReadonlyMap<string, string>): Word {
  const name = word.speaker === null ? undefined : speakers.get(word.speaker);
  return name === undefined ? word : { ...word, speaker: name };
}

async function toHighlightsResult(words: readonly Word[], params: JobParams, languageCode: string): Promise<Part> {
  const none = { status: 'unavailable', results: [] };
  if (params['auto_highlights'] !== true) return { results: { auto_highlights_result: null }, warnings: [] };
  if (languageCode.startsWith('en'))
    return { results: { auto_highlights_result: await toHighlights(words) }, warnings: [] };
  return { results: { auto_highlights_result: none }, warnings: [`auto_highlights: ${englishOnly}`] };
}
