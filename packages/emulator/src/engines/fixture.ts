import { field } from '../field.ts';
import { parseJson } from '../parse-json.ts';
import type { Json, Word } from '../shapes.ts';
import type { Recognition } from './engine.ts';

/**
 * Reads a fixture: what is known of a recording, in the shapes of the API. `words` it must have; any other key of a
 * transcript, such as `chapters`, is answered when a request asks for it.
 *
 * @param name - How to call the file in an error.
 * @throws TypeError that names the file, and says which word is wrong and what it needs.
 */
export function parseFixture(json: string, name: string): Recognition {
  const value = parseJson(json, name);
  const words = field(value, 'words');
  if (!Array.isArray(words)) throw new TypeError(`${name}: \`words\` must be a list, in the shape of the API.`);
  const language = field(value, 'language_code');
  return {
    words: words.map((word, at) => toWord(word, `${name}: \`words[${at}]\``)),
    languageCode: typeof language === 'string' ? language : 'en_us',
    known: toKnown(value),
  };
}

function toKnown(value: unknown): Json {
  const { words: _words, language_code: _language, ...known } = toObject(value);
  return known;
}

function toWord(value: unknown, where: string): Word {
  const [text, start, end] = [field(value, 'text'), field(value, 'start'), field(value, 'end')];
  const [confidence, speaker, channel] = [field(value, 'confidence'), field(value, 'speaker'), field(value, 'channel')];
  if (typeof text !== 'string' || !isTime(start) || !isTime(end) || end < start) {
    throw new TypeError(`${where} needs a \`text\`, and \`start\` and \`end\` in whole milliseconds.`);
  }
  return {
    text,
    start,
    end,
    confidence: typeof confidence === 'number' ? confidence : 1,
    speaker: typeof speaker === 'string' ? speaker : null,
    ...(typeof channel === 'string' ? { channel } : {}),
  };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function toObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
