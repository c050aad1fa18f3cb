import { flag, listOf, oneOf, recordOf, suggested, texts } from '../kinds.ts';
import type { KnownPiiPolicy, Suggested } from '../known.ts';
import { type ShapeOf, maybe, maybeNull, open } from '../open.ts';

// https://www.assemblyai.com/docs/guardrails/redact-pii-from-transcripts

export interface RedactedAudioOptions {
  /** Also makes redacted audio where nothing is said. Default: false. */
  return_redacted_no_speech_audio?: boolean | undefined;
  /** Default: a beep. */
  override_audio_redaction_method?: Suggested<'silence'> | undefined;
  [key: string]: unknown;
}

/** What nobody should read or hear. Entities and sentiments are not redacted. */
export interface RedactionParams {
  /** Default: false. Needs `format_text`. */
  redact_pii?: boolean | undefined;
  redact_pii_policies?: readonly Suggested<KnownPiiPolicy>[] | null | undefined;
  /** What stands there instead: `####`, or `[PERSON_NAME]`. Default: `hash`. */
  redact_pii_sub?: Suggested<'hash' | 'entity_name'> | null | undefined;
  /** Makes redacted audio as well. Default: false. Needs `redact_pii`. */
  redact_pii_audio?: boolean | undefined;
  /** Default: `mp3`. */
  redact_pii_audio_quality?: 'mp3' | 'wav' | null | undefined;
  redact_pii_audio_options?: RedactedAudioOptions | null | undefined;
  /** Answers the text as it was said beside the redacted one. Default: false. Needs `redact_pii`. */
  redact_pii_return_unredacted?: boolean | undefined;
  /** Words to redact, by the label to write instead. Needs `redact_pii`. */
  redact_static_entities?: Readonly<Record<string, readonly string[]>> | null | undefined;
}

export const redactionShape: ShapeOf<RedactionParams> = {
  redact_pii: maybe(flag),
  redact_pii_policies: maybeNull(listOf(suggested<KnownPiiPolicy>())),
  redact_pii_sub: maybeNull(suggested<'hash' | 'entity_name'>()),
  redact_pii_audio: maybe(flag),
  redact_pii_audio_quality: maybeNull(oneOf('mp3', 'wav')),
  redact_pii_audio_options: maybeNull(
    open<RedactedAudioOptions>({
      return_redacted_no_speech_audio: maybe(flag),
      override_audio_redaction_method: maybe(suggested<'silence'>()),
    }),
  ),
  redact_pii_return_unredacted: maybe(flag),
  redact_static_entities: maybeNull(recordOf(texts, 'an object of arrays of strings, by label')),
};
