import { withoutProfanity } from '../results/profanity.ts';
import { redact } from '../results/redact.ts';
import type { Word } from '../shapes.ts';
import type { TurnMessage } from './messages.ts';
import type { Settings } from './settings.ts';

/** Writes a message anew, given the words it is about as they were heard. */
export type Rewrite = (message: TurnMessage, heard: readonly Word[]) => Promise<TurnMessage>;

/** What hides profanity in all turns and personal data in finished ones; undefined where nothing is to be hidden. */
export function toRewrite(settings: Settings, languageOf: () => string | undefined): Rewrite | undefined {
  const filters = settings.get('filter_profanity') === true;
  const redacts = settings.get('redact_pii') === true;
  if (!filters && !redacts) return undefined;
  const params = {
    redact_pii_policies: settings.get('redact_pii_policies'),
    redact_pii_sub: settings.get('redact_pii_sub') ?? 'hash',
  };
  return async (message, heard) => {
    const clean = filters ? await withoutProfanity(heard) : heard;
    const isRedacted = redacts && message.end_of_turn;
    const written = isRedacted ? (await redact(clean, params, languageOf() ?? 'en')).words : clean;
    return replaceTexts(message, (at) => (written[at]?.text === heard[at]?.text ? undefined : written[at]?.text));
  };
}

function replaceTexts(message: TurnMessage, textAt: (at: number) => string | undefined): TurnMessage {
  const words = message.words.map((word, at) => ({ ...word, text: textAt(at) ?? word.text }));
  const texts = words.map(({ text }) => text);
  const told = texts.slice(0, countOf(message.transcript, message));
  const uttered = countOf(message.utterance, message);
  return { ...message, words, transcript: told.join(' '), utterance: told.slice(told.length - uttered).join(' ') };
}

// How many of its words a text has.
function countOf(text: string, { words }: TurnMessage): number {
  const count = text === '' ? 0 : text.split(' ').length;
  return Math.min(count, words.length);
}
