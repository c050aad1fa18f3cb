import type { PageAnswer, PageCitation, PageInput, PageTurn, PageWord } from '../../src/page.ts';

const SAMPLE_RATE = 8000;
const WORD_TIME = 250;

/** A mono 16-bit WAV whose tone changes every second. */
function toneRecording(seconds: number): Uint8Array {
  const samples = SAMPLE_RATE * seconds;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'ascii');
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8, 'ascii');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLE_RATE, 24);
  wav.writeUInt32LE(SAMPLE_RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'ascii');
  wav.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const tone = 220 + 20 * (Math.floor(index / SAMPLE_RATE) % 12);
    wav.writeInt16LE(Math.round(3000 * Math.sin((2 * Math.PI * tone * index) / SAMPLE_RATE)), 44 + index * 2);
  }
  return wav;
}

const SCRIPT: readonly (readonly [speaker: string, speech: string])[] = [
  ['A', 'Thanks for making the time. Before we talk about the spring release, how did the pilot at the library go?'],
  [
    'B',
    'Better than I feared. We put the reading room on the new system in January, and by the second week people had stopped asking where the old terminals were.',
  ],
  ['A', 'That is a good sign. What did they ask about instead?'],
  [
    'B',
    'Mostly about the recordings. We have around four thousand hours of oral history, and until now the only way in was a paper index from nineteen eighty-six.',
  ],
  ['A', 'So nobody listened to them.'],
  ['B', 'Three people a month, on average. In February it was two hundred and twelve.'],
  ['A', 'Two hundred and twelve listeners, or two hundred and twelve visits?'],
  [
    'B',
    'Listeners. I checked it twice, because I did not believe it either. They search for a name, land in the middle of an interview, and then stay for the next twenty minutes.',
  ],
  ['A', 'What would have to be true for the other branches to do the same by the summer?'],
  [
    'B',
    'Two things. The catalogue has to be finished, which is about six weeks of work, and somebody has to clear the rights for the interviews recorded before nineteen seventy.',
  ],
  ['A', 'I can ask legal to start on the rights this week. Who owns the catalogue?'],
  ['B', 'Marta does. She said she would rather have one more person for three weeks than three people for one.'],
];

/** A conversation of two, one word every quarter of a second and a pause between turns. */
function conversation(): readonly PageTurn[] {
  let time = 500;
  return SCRIPT.map(([speaker, speech]) => {
    const words = speech.split(' ').map((text): PageWord => {
      const word = { text, start: time, end: time + WORD_TIME - 30 };
      time += WORD_TIME;
      return word;
    });
    time += 500;
    return { speaker, words };
  });
}

/** Cites words by their places in the conversation. */
function cite(turns: readonly PageTurn[], turn: number, from: number, to: number): PageCitation {
  const { speaker, words } = turns[turn] ?? { speaker: null, words: [] };
  const cited = words.slice(from, to);
  const quote = cited.map((word) => word.text).join(' ');
  return { quote, speaker, start: cited.at(0)?.start ?? 0, end: cited.at(-1)?.end ?? 0 };
}

export function conversationPage(): PageInput {
  const turns = conversation();
  const answers: readonly PageAnswer[] = [
    {
      question: 'How much did listening to the recordings grow?',
      answer: 'From about three people a month to 212 listeners in February.',
      citations: [cite(turns, 5, 0, 6), cite(turns, 5, 6, 14)],
    },
    {
      question: 'What has to happen before the other branches can follow?',
      answer:
        'Two things: the catalogue must be finished, about six weeks of work, and the rights must be cleared ' +
        'for interviews recorded before 1970. Legal can be asked to start on the rights this week.',
      citations: [cite(turns, 9, 2, 29), cite(turns, 10, 0, 11)],
    },
    { question: 'What will the roll-out cost?', answer: 'The conversation does not say.', citations: [] },
  ];
  return {
    title: 'The reading room pilot, and what comes after it',
    subtitle: 'A conversation of 1 minute 6 seconds between two speakers, transcribed on 14 March',
    audio: { kind: 'embedded', bytes: toneRecording(70), type: 'audio/wav' },
    turns,
    answers,
  };
}

/** Text that tries to leave its place, in every place that takes text. */
export function hostilePage(): PageInput {
  const text = `</script></title><img src=x onerror="boom()"> & 'it' &lt; \u2028${'long'.repeat(60)}`;
  const citation = { quote: text, speaker: text, start: 0, end: 1000 };
  return {
    title: text,
    subtitle: text,
    audio: { kind: 'embedded', bytes: toneRecording(2), type: `audio/wav"><img src=x>` },
    turns: [{ speaker: text, words: [{ text, start: 0, end: 1000 }] }],
    answers: [{ question: text, answer: text, citations: [citation] }],
  };
}

/** More speakers than there are colours for them, and one nobody knows. */
export function crowdedPage(): PageInput {
  const page = conversationPage();
  const speakers = ['A', 'B', 'C', 'D', 'E', 'F', 'G', null];
  const turns = page.turns.map((turn, index) => ({ ...turn, speaker: speakers[index % 8] ?? null }));
  return { ...page, turns };
}
