import type { Transcript } from '@earmark/core/portable';
import { timecode } from './speaker-text.ts';

/** A passage of a recording, small enough to embed; flat, as vector stores take it. */
export interface Chunk {
  readonly text: string;
  readonly transcript_id: string;
  readonly chunk: number;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly timecode: string;
  readonly speakers: string;
}

interface Turn {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly speaker?: string | null | undefined;
}

/** Packs whole turns up to a size; a longer turn is cut between words, and keeps its times. */
export function toChunks(transcript: Transcript, maxChars: number): Chunk[] {
  const turns = turnsOf(transcript).flatMap((turn) => cut(turn, maxChars));
  const packs: Turn[][] = [];
  for (const turn of turns) {
    const last = packs.at(-1);
    const size = (last ?? []).reduce((sum, one) => sum + line(one).length + 1, line(turn).length);
    if (last === undefined || size > maxChars) packs.push([turn]);
    else last.push(turn);
  }
  return packs.map((pack, chunk) => {
    const start = pack[0]?.start ?? 0;
    const heard = pack.map(({ speaker }) => speaker).filter((speaker) => typeof speaker === 'string');
    return {
      text: pack.map(line).join('\n'),
      transcript_id: transcript.id,
      chunk,
      start_ms: start,
      end_ms: pack.at(-1)?.end ?? start,
      timecode: timecode(start),
      speakers: [...new Set(heard)].join(', '),
    };
  });
}

function turnsOf({ utterances, words, text }: Transcript): Turn[] {
  if (Array.isArray(utterances) && utterances.length > 0) return utterances.map(withWords);
  if (!Array.isArray(words) || words.length === 0) return [{ text: text ?? '', start: 0, end: 0 }];
  return [withWords({ text: '', start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, words })];
}

interface Worded extends Turn {
  readonly words?: readonly Turn[] | undefined;
}

function withWords({ text, start, end, speaker, words }: Worded): Worded {
  return { text: text || (words ?? []).map((word) => word.text).join(' '), start, end, speaker, words };
}

function cut(turn: Worded, maxChars: number): Turn[] {
  const { words = [], speaker } = turn;
  if (line(turn).length <= maxChars || words.length === 0) return [turn];
  const pieces: { text: string; start: number; end: number; speaker?: string | null | undefined }[] = [];
  for (const { text, start, end } of words) {
    const last = pieces.at(-1);
    if (last === undefined || line(last).length + text.length + 1 > maxChars)
      pieces.push({ text, start, end, speaker });
    else Object.assign(last, { text: `${last.text} ${text}`, end });
  }
  return pieces;
}

function line({ speaker, text }: Turn): string {
  return typeof speaker !== 'string' ? text : `${speaker}: ${text}`;
}
