import type { Json } from '../../shapes.ts';
import { type Rule, given, inside, task } from './rule.ts';

const english = ['en', 'en_au', 'en_uk', 'en_us'];
const nine = [...english, 'es', 'fr', 'de', 'it', 'pt'];
const fifty = new Set([
  ...nine,
  ...'nl hi ja zh fi ko pl ru tr uk vi af ar be bg my ca hr cs da et ka el he hu is id'.split(' '),
  ...'km lv lt lb ms no fa ro sk sl sw sv tl ta'.split(' '),
]);

type Asked = (body: Json) => boolean;
type Offered = (language: string) => boolean;

const flag =
  (name: string): Asked =>
  (body) =>
    body[name] === true;
const understanding =
  (name: string): Asked =>
  (body) =>
    given(task(body, name));
const among =
  (languages: readonly string[]): Offered =>
  (language) =>
    languages.includes(language);
const butFew: Offered = (language) => !['bo', 'km', 'my', 'th'].includes(language);

// https://www.assemblyai.com/docs/pre-recorded-audio/supported-languages
const features: readonly (readonly [name: string, asked: Asked, offered: Offered])[] = [
  ['redact_pii', flag('redact_pii'), (language) => fifty.has(language)],
  ['entity_detection', flag('entity_detection'), (language) => fifty.has(language)],
  ['sentiment_analysis', flag('sentiment_analysis'), among(english)],
  ['auto_highlights', flag('auto_highlights'), among(english)],
  ['auto_chapters', flag('auto_chapters'), among(english)],
  ['summarization', flag('summarization'), among(english)],
  ['iab_categories', flag('iab_categories'), among(nine)],
  ['content_safety', flag('content_safety'), among(nine)],
  ['filter_profanity', flag('filter_profanity'), among([...nine, 'nl', 'hi', 'ja'])],
  ['custom_formatting', understanding('custom_formatting'), butFew],
  ['speaker_identification', understanding('speaker_identification'), butFew],
];

// By now every language has them.
const speakers = [...nine, 'nl', 'hi', 'ja', 'zh', 'fi', 'ko', 'pl', 'ru', 'tr', 'uk', 'vi'];
const featuresOfE25: typeof features = [...features, ['speaker_labels', flag('speaker_labels'), among(speakers)]];

/** Features that the asked language does not have. */
export const languageRules = rulesFor(features);

/** The same in the edition of 2025, when only some languages told voices apart. */
export const languageRulesOfE25 = rulesFor(featuresOfE25);

function rulesFor(known: typeof features): readonly Rule[] {
  const named = (body: Json): string => unavailable(body, known).join(', ');
  return [
    {
      broken: (body) => named(body) !== '',
      message: (body) => `The following models are not available in this language: ${named(body)}`,
    },
  ];
}

function unavailable(body: Json, known: typeof features): string[] {
  const language = inside(body, 'language_code');
  if (typeof language !== 'string') return [];
  return known.filter(([, asked, offered]) => asked(body) && !offered(language)).map(([name]) => name);
}
