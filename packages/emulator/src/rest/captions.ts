import type { Word } from '../shapes.ts';
import { spoken } from '../results/units.ts';

const defaultChars = 80;
const sentenceEnd = /[.?!]$/;
// Where an engine writes no punctuation, only a pause can tell that a sentence has ended: a shorter one is enough.
const longPauseMs = { punctuated: 1_500, plain: 700 };

/**
 * Writes captions as the service does: no speakers, text wrapped between words.
 *
 * @param charsPerCaption - Most characters a caption may hold; a single longer word stands alone.
 */
export function toCaptions(words: readonly Word[], format: 'srt' | 'vtt', charsPerCaption = defaultChars): string {
  const cues = toCues(words, charsPerCaption).map((cue, at) => {
    const [start, end] = [cue[0]?.start ?? 0, cue.at(-1)?.end ?? 0];
    const times = `${timestamp(start, format)} --> ${timestamp(end, format)}`;
    return `${format === 'srt' ? `${at + 1}\n` : ''}${times}\n${spoken(cue)}\n`;
  });
  return (format === 'vtt' ? ['WEBVTT\n', ...cues] : cues).join('\n');
}

function toCues(words: readonly Word[], charsPerCaption: number): Word[][] {
  const isPunctuated = words.some(({ text }) => sentenceEnd.test(text));
  const mostPauseMs = isPunctuated ? longPauseMs.punctuated : longPauseMs.plain;
  const cues: Word[][] = [];
  for (const word of words) {
    const cue = cues.at(-1);
    const last = cue?.at(-1);
    const fits =
      cue !== undefined &&
      last !== undefined &&
      spoken([...cue, word]).length <= charsPerCaption &&
      word.start - last.end <= mostPauseMs &&
      !sentenceEnd.test(last.text);
    if (fits) cue.push(word);
    else cues.push([word]);
  }
  return cues;
}

// SRT: HH:MM:SS,mmm. VTT: MM:SS.mmm, with hours only from the first hour on.
function timestamp(ms: number, format: 'srt' | 'vtt'): string {
  const hours = ms / 3_600_000;
  const clock = `${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`;
  const fraction = String(Math.floor(ms % 1000)).padStart(3, '0');
  if (format === 'srt') return `${two(hours)}:${clock},${fraction}`;
  return `${hours >= 1 ? `${two(hours)}:` : ''}${clock}.${fraction}`;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
