import { field } from '../field.ts';
import type { Word } from '../shapes.ts';
import type { Recognition } from './engine.ts';

/**
 * Reads what whisper.cpp writes with `-oj` or `-ojf`: with the latter's tokens every word has its own time and
 * probability; with the former a segment's words share its time by their length, and are given as certain.
 *
 * @see https://github.com/ggml-org/whisper.cpp/tree/master/examples/cli
 * @throws TypeError when it is something else.
 */
export function parseWhisperJson(json: string): Recognition {
  const value: unknown = JSON.parse(json);
  const segments = field(value, 'transcription');
  if (!Array.isArray(segments)) throw new TypeError('it has no `transcription`, as whisper.cpp writes it');
  const language = field(field(value, 'result'), 'language');
  return { words: segments.flatMap(wordsOf), languageCode: typeof language === 'string' ? language : 'en' };
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

function wordsOf(segment: unknown, at: number): Word[] {
  const piece = toPiece(segment);
  if (piece === undefined) throw new TypeError(`its segment ${at} needs \`text\`, and \`offsets\` in milliseconds`);
  if (isNoise(piece.text)) return [];
  const tokens = field(segment, 'tokens');
  const pieces = Array.isArray(tokens) ? tokens.flatMap((token) => toPiece(token) ?? []) : [];
  const spoken = pieces.filter(({ text }) => !/^\[_.*\]$|^<\|.*\|>$/.test(text.trim()) && text !== '');
  return spoken.length > 0 ? join(spoken) : spread(piece);
}

// A token that starts with a space starts a word.
function join(tokens: readonly Piece[]): Word[] {
  const runs: Piece[][] = [];
  for (const token of tokens) {
    const run = runs.at(-1);
    if (run === undefined || token.text.startsWith(' ')) runs.push([token]);
    else run.push(token);
  }
  return runs.flatMap((run) => {
    const text = run
      .map((token) => token.text)
      .join('')
      .trim();
    const [first, last] = [run[0], run.at(-1)];
    if (text === '' || first === undefined || last === undefined) return [];
    const confidence = run.reduce((sum, token) => sum + token.confidence, 0) / run.length;
    return [{ text, start: first.start, end: Math.max(first.start, last.end), confidence, speaker: null }];
  });
}

function spread({ text, start, end, confidence }: Piece): Word[] {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const msPerLetter = (end - start) / words.join('').length;
  let letters = 0;
  return words.map((word) => {
    const from = Math.round(start + letters * msPerLetter);
    letters += word.length;
    return { text: word, start: from, end: Math.round(start + letters * msPerLetter), confidence, speaker: null };
  });
}

// Such as ` [BLANK_AUDIO]` and ` (music)`, which nobody said.
function isNoise(text: string): boolean {
  return /^\s*(\[[^\]]*\]|\([^)]*\))?\s*$/.test(text);
}

function toPiece(value: unknown): Piece | undefined {
  const [text, offsets, p] = [field(value, 'text'), field(value, 'offsets'), field(value, 'p')];
  const [start, end] = [field(offsets, 'from'), field(offsets, 'to')];
  if (typeof text !== 'string' || typeof start !== 'number' || typeof end !== 'number') return undefined;
  const confidence = typeof p === 'number' ? Math.min(1, Math.max(0, p)) : 1;
  return { text, start: Math.max(0, Math.round(start)), end: Math.max(0, Math.round(end)), confidence };
}
