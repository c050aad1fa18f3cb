import type { Transcript } from '@earmark/core/portable';

/** Who said what, a line each; the text alone where speakers were not told apart. */
export function speakerText({ utterances, text }: Transcript): string {
  const turns = utterances ?? [];
  if (turns.length === 0) return text ?? '';
  return turns.map(({ speaker, text: said }) => `Speaker ${speaker}: ${said}`).join('\n');
}

/** The same as Markdown, with the time of each turn. */
export function timedMarkdown(transcript: Transcript): string {
  const turns = transcript.utterances ?? [];
  if (turns.length === 0) return `${transcript.text ?? ''}\n`;
  return turns.map(({ speaker, start, text }) => `**Speaker ${speaker}** (${timecode(start)}): ${text}\n`).join('\n');
}

/** Milliseconds as h:mm:ss, or m:ss. */
export function timecode(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
