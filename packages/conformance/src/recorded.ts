import type { Segment } from './case.ts';

/** A turn as the service sent it, message by message, and what is to be made of it. */
export interface RecordedTurn {
  /** For the emulator's `script`: `{ 'GET /v3/ws': [{ stream: { frames } }] }`. */
  readonly frames: readonly object[];
  readonly text: string;
  readonly words: readonly Omit<Segment, 'speaker'>[];
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

const words: readonly Word[] = [
  { text: 'hi', start: 1440, end: 1520, confidence: 0.9967870712280273 },
  { text: 'my', start: 1600, end: 1680, confidence: 0.999546468257904 },
  { text: 'name', start: 1600, end: 1680, confidence: 0.9597182273864746 },
  { text: 'is', start: 1680, end: 1760, confidence: 0.8261497616767883 },
  { text: 'sonny', start: 2320, end: 3040, confidence: 0.5737350583076477 },
];

const written = ['Hi,', 'my', 'name', 'is', 'Sonny.'];
const formatted = words.map((word, index) => ({ ...word, text: written[index] ?? word.text }));
const whole = { end_of_turn: true, end_of_turn_confidence: 0.8095446228981018 };

/**
 * A greeting as Universal-Streaming sends it with `format_turns`: words that become final one by one, the end of the turn,
 * and its formatted copy.
 *
 * @see https://www.assemblyai.com/docs/universal-streaming/message-sequence
 */
export const greeting: RecordedTurn = Object.freeze({
  text: 'Hi, my name is Sonny.',
  words: formatted.map(({ text, start, end }) => ({ text, startMs: start, endMs: end })),
  frames: [
    partial(0.6819284558296204, words.slice(0, 1)),
    partial(0.004442221485078335, words.slice(0, 3)),
    partial(0.01579524204134941, words.slice(0, 4)),
    partial(0.017141787335276604, [
      ...words.slice(0, 4),
      { text: 'son', start: 2320, end: 2400, confidence: 0.471368670463562 },
    ]),
    partial(0.24533912539482117, [
      ...words.slice(0, 4),
      { text: 'sonny', start: 2320, end: 2640, confidence: 0.5737350583076477 },
    ]),
    { ...turn(words, words.length), ...whole },
    { ...turn(formatted, words.length), ...whole, turn_is_formatted: true, transcript: 'Hi, my name is Sonny.' },
  ],
});

// The last word of a turn that is still open may change.
function partial(end_of_turn_confidence: number, heard: readonly Word[]): object {
  return { ...turn(heard, heard.length - 1), end_of_turn_confidence };
}

function turn(heard: readonly Word[], finals: number): object {
  return {
    type: 'Turn',
    turn_order: 0,
    turn_is_formatted: false,
    end_of_turn: false,
    transcript: heard
      .slice(0, finals)
      .map(({ text }) => text)
      .join(' '),
    words: heard.map((word, index) => ({ ...word, word_is_final: index < finals })),
  };
}
