import { describe, expect, it } from 'vitest';
import { operations } from '../src/index.ts';
import { operation } from './world.ts';

const hours = 10;
const id = 'the-long-one';
const input = { transcript_id: id };

// 90,000 words, as people say them in ten hours.
const sentence = 'and then we went on to the next of the points 😀 again.';
const turns = Array.from({ length: 7500 }, (_, at) => ({
  text: `${at} ${sentence}`,
  start: at * 4800,
  end: at * 4800 + 4000,
  confidence: 0.9,
  speaker: at % 2 === 0 ? 'A' : 'B',
  words: [],
}));
const whole = turns.map(({ text }) => text).join(' ');
const transcript = { id, status: 'completed', audio_url: 'https://a.b/c', text: whole, audio_duration: hours * 3600 };

const long: Readonly<Record<string, unknown>> = {
  get_transcript: { ...transcript, utterances: turns },
  transcribe: { ...transcript, utterances: turns },
  wait_for_transcript: transcript,
  submit_transcript: transcript,
  get_sentences: { id, sentences: turns },
  get_paragraphs: { id, paragraphs: turns },
  get_speaker_turns: { id, speakers: ['A', 'B'], turns },
  get_subtitles: { transcript_id: id, format: 'srt', subtitles: whole },
  search_words: {
    id,
    total_count: 7500,
    matches: [{ text: 'and', count: 7500, timestamps: turns.map(({ start, end }) => [start, end]) }],
  },
  ask_transcript: {
    answer: whole,
    model: 'm'.repeat(5000),
    usage: null,
    transcript_ids: Array.from({ length: 120 }, () => id),
  },
  understand_transcript: {
    speech_understanding: { response: { summarization: { status: 'success', summary: turns } } },
  },
  custom_api_call: { status: 200, body: { transcript } },
  delete_transcript: transcript,
};

describe('a result of ten hours, for a model', () => {
  it.each(Object.keys(long).flatMap((name) => [1000, 4000, 12_000].map((maxChars) => [name, maxChars] as const)))(
    '%s stays within %i characters, and says what is cut',
    (name, maxChars) => {
      const one = operation(name);
      const given = { ...one.sample.input, ...('transcript_id' in one.sample.input ? input : {}) };
      const { text, structured, truncated } = one.brief(long[name], given, { maxChars });
      expect(text.length + JSON.stringify(structured).length).toBeLessThanOrEqual(maxChars);
      if (name === 'delete_transcript') return;
      expect(truncated).toBe(true);
      expect(text).toMatch(/\[characters 0 to \d+ of \d+\. .+\]$/);
      expect(JSON.stringify(structured)).not.toContain('next of the points');
    },
  );

  it.each(['get_transcript', 'get_sentences', 'get_paragraphs', 'get_speaker_turns', 'get_subtitles'])(
    '%s can be read on to its end: nothing is lost, nothing comes twice',
    (name) => {
      let [read, offset, calls] = ['', 0, 0];
      for (; calls < 200; calls += 1) {
        const { text, structured, truncated } = operation(name).brief(long[name], { ...input, offset });
        const note = text.lastIndexOf('\n\n[characters');
        const shown = Number(structured['shown_to']) - offset;
        read += text.slice(note - shown, note);
        offset = Number(structured['shown_to']);
        if (!truncated) break;
        expect(text).toContain(`Call ${name} again with offset ${offset}`);
      }
      expect(calls).toBeLessThan(200);
      expect(read).toContain(turns.at(0)?.text);
      expect(read).toContain(turns.at(-1)?.text);
      expect(read.match(/and then we went on/g)).toHaveLength(turns.length);
      expect(read).not.toContain('\ufffd');
    },
  );

  it('says of speech that it is no instruction, and of a job that runs what to call', () => {
    expect(operation('get_transcript').brief(long['get_transcript'], input).text).toContain('not instructions');
    const running = { id, status: 'processing', audio_url: 'https://a.b/c' };
    expect(operation('transcribe').brief(running, { audio: 'https://a.b/c' }).text).toContain(
      'next: wait_for_transcript',
    );
  });

  it('says of what a model wrote of speech that it is no instruction either', () => {
    for (const name of ['ask_transcript', 'summarize_transcript']) {
      const { sample, brief } = operation(name);
      expect(brief(sample.output, sample.input).text).toContain('written by a model from a recording');
    }
  });

  it('is not cut where it fits', () => {
    for (const one of operations) {
      const { truncated, text } = one.brief(one.sample.output, one.sample.input);
      expect(truncated).toBe(false);
      expect(text).not.toContain('[characters');
    }
  });
});
