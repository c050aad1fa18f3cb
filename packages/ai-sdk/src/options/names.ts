import type { TranscriptParams } from '@earmark/core';

/** How an option's value is written: as it is, or with the keys of its objects in the API's spelling as well. */
type Writing = 'plain' | 'keys';

/** Options by their names; `deprecated` says what takes their place. */
export interface OptionTable {
  readonly known: ReadonlyMap<string, Writing>;
  readonly deprecated: Readonly<Record<string, string>>;
}

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;
type Named<Params> = keyof { [Key in keyof Params as string extends Key ? never : Key]: true } & string;

/**
 * Options of `transcribe()` under `providerOptions.assemblyai`: the API's parameters, in camelCase.
 *
 * @see https://www.assemblyai.com/docs/api-reference/transcripts/submit
 */
export type EarmarkTranscriptionOptions = {
  readonly [Name in Named<TranscriptParams> as Camel<Name>]?: TranscriptParams[Name] | null;
} & {
  /** Parameters that are not listed here, by the API's own names; sent as they are. */
  readonly extra?: Readonly<Record<string, unknown>> | null;
};

/** The id that stands for the account's own speech model: none is asked for. */
export const accountModel = 'default';

function tableOf(plain: string, keys: string, deprecated: Readonly<Record<string, string>> = {}): OptionTable {
  const all = [...entriesOf(plain, 'plain'), ...entriesOf(keys, 'keys')];
  return Object.freeze({ known: new Map(all), deprecated: Object.freeze(deprecated) });
}

function entriesOf(names: string, writing: Writing): [string, Writing][] {
  return names.split(/\s+/).map((name) => [name, writing]);
}

const understanding = 'Use `speechUnderstanding.request.summarization`.';

export const transcriptionTable = tableOf(
  `speechModels languageCode languageCodes languageDetection languageConfidenceThreshold domain punctuate formatText
  disfluencies filterProfanity customSpelling keytermsPrompt prompt temperature removeAudioTags audioStartFrom audioEndAt
  speechThreshold multichannel speakerLabels speakersExpected autoHighlights entityDetection sentimentAnalysis
  iabCategories contentSafety contentSafetyConfidence redactPii redactPiiPolicies redactPiiSub redactPiiAudio
  redactPiiAudioQuality redactPiiReturnUnredacted redactStaticEntities webhookUrl webhookAuthHeaderName
  webhookAuthHeaderValue speechModel autoChapters summarization summaryModel summaryType customTopics topics wordBoost
  boostParam dualChannel speedBoost`,
  'languageDetectionOptions keytermsPromptOptions speakerOptions speechUnderstanding redactPiiAudioOptions',
  {
    speechModel: 'Use the id of the model, or `speechModels`.',
    wordBoost: 'Use `keytermsPrompt`: newer models refuse it.',
    boostParam: 'Use `keytermsPromptOptions.keytermsMatchStrength`: newer models refuse it.',
    autoChapters: understanding,
    summarization: understanding,
    summaryModel: understanding,
    summaryType: 'Use `speechUnderstanding.request.summarization.summaryType`.',
    customTopics: 'It does nothing: use `iabCategories`.',
    topics: 'It does nothing: use `iabCategories`.',
    dualChannel: 'Use `multichannel`.',
    speedBoost: 'It does nothing.',
  },
);

// https://www.assemblyai.com/docs/api-reference/streaming-api
export const streamingTable = tableOf(
  `speechModel mode formatTurns languageDetection languageCodes languageCode language prompt agentContext keytermsPrompt
  minTurnSilence maxTurnSilence endOfTurnConfidenceThreshold vadThreshold speakerLabels maxSpeakers
  speakerLabelsRevisionIntervalMs inactivityTimeout sessionHeartbeat webhookUrl webhookAuthHeaderName
  webhookAuthHeaderValue filterProfanity redactPii redactPiiPolicies redactPiiSub includePartialTurns
  continuousPartials interruptionDelay previousContextNTurns turnLeftPadMs voiceFocus voiceFocusThreshold domain
  customerSupportAudioCapture`,
  'llmGateway',
);

// https://www.assemblyai.com/docs/llm-gateway/api-reference
export const chatTable = tableOf(
  'transcriptId modelRegion',
  'fallbacks fallbackConfig postProcessingSteps cacheControl reasoning',
);

/** The API's spelling of a name. */
export function toSnake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The spelling of options. */
export function toCamel(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
