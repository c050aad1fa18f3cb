const words = 90_000;
const wordsInTurn = 45;
const vocabulary = ['so', 'the', 'answer', 'was', 'never', 'quite', 'what', 'everybody', 'had', 'been', 'expecting.'];

/** The JSON of ten hours of speech; diarised, every word stands in it twice, as the service sends it. */
export function longTranscript({ diarised }: { diarised: boolean }): string {
  const all = spoken(diarised);
  return JSON.stringify({
    id: diarised ? 'diarised' : 'plain',
    status: 'completed',
    audio_url: 'http://audio/36000000.mp3',
    audio_duration: 36_000,
    text: all.map(({ text }) => text).join(' '),
    words: all,
    utterances: diarised ? turns(all) : null,
  });
}

/** The JSON of the same ten hours in paragraphs, one for each turn, as the service sends them. */
export function longParagraphs(): string {
  const paragraphs = turns(spoken(true));
  return JSON.stringify({ id: 'diarised', confidence: 0.75, audio_duration: 36_000, paragraphs });
}

function spoken(diarised: boolean) {
  return Array.from({ length: words }, (_, at) => word(at, diarised));
}

function turns(all: ReturnType<typeof word>[]) {
  return Array.from({ length: words / wordsInTurn }, (_, at) =>
    turn(all.slice(at * wordsInTurn, (at + 1) * wordsInTurn)),
  );
}

function word(at: number, diarised: boolean) {
  const start = at * 400;
  const text = vocabulary[(at * 7) % vocabulary.length] ?? '';
  const speaker = diarised ? 'ABC'.charAt(Math.floor(at / wordsInTurn) % 3) : null;
  return { text, start, end: start + 320, confidence: (50_000 + ((at * 7919) % 49_999)) / 100_000, speaker };
}

function turn(said: ReturnType<typeof word>[]) {
  const [first, last] = [said[0], said.at(-1)];
  return {
    speaker: first?.speaker,
    start: first?.start,
    end: last?.end,
    confidence: first?.confidence,
    text: said.map(({ text }) => text).join(' '),
    words: said,
  };
}
