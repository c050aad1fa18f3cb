import { httpUrl } from './kinds.ts';
import { type ShapeOf, maybe, open } from './open.ts';
import { type DeprecatedParams, deprecatedShape } from './params/deprecated.ts';
import { type IntelligenceParams, intelligenceShape } from './params/intelligence.ts';
import { type LanguageParams, languageShape } from './params/language.ts';
import { type RedactionParams, redactionShape } from './params/redaction.ts';
import { type SpeakerParams, speakersShape } from './params/speakers.ts';
import { type WebhookParams, webhookShape } from './params/webhook.ts';
import { type WritingParams, writingShape } from './params/writing.ts';

/** Everything that answers repeat; the value of the webhook's header is never among it. */
export interface EchoedParams
  extends
    LanguageParams,
    WritingParams,
    SpeakerParams,
    IntelligenceParams,
    RedactionParams,
    Omit<WebhookParams, 'webhook_auth_header_value'>,
    DeprecatedParams {}

/**
 * What a job is asked to do, by the API's own names; names not listed here pass through.
 *
 * @see https://www.assemblyai.com/docs/api-reference/transcripts/submit
 */
export interface TranscriptParams extends EchoedParams, WebhookParams {
  [key: string]: unknown;
}

/** The same for a recording the service fetches by itself. */
export interface TranscriptRequest extends TranscriptParams {
  /** Public, or as an upload answered it to the same project. */
  audio_url: string;
}

const { webhook_auth_header_value, ...echoedWebhookShape } = webhookShape;

export const echoedShape: ShapeOf<EchoedParams> = {
  ...languageShape,
  ...writingShape,
  ...speakersShape,
  ...intelligenceShape,
  ...redactionShape,
  ...echoedWebhookShape,
  ...deprecatedShape,
};

const paramsShape: ShapeOf<TranscriptParams> = { ...echoedShape, webhook_auth_header_value };

export const transcriptParamsSchema = open<TranscriptParams & { audio_url?: string | undefined }>({
  ...paramsShape,
  audio_url: maybe(httpUrl),
});
export const transcriptRequestSchema = open<TranscriptRequest>({ ...paramsShape, audio_url: httpUrl });
