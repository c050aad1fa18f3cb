import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Answers } from './answer.ts';
import type { Request } from './arguments.ts';
import { type PageAudio, type PageTurn, renderPage } from './page.ts';
import type { Service } from './service.ts';
import type { Recording } from './transcribe.ts';

/** Writes captions and the page, and resolves with their paths. */
export async function writeFiles(
  { client, kind }: Service,
  recording: Recording,
  { answers, by }: Answers,
  { audio, out }: Request,
): Promise<string[]> {
  const name = parse(/^https?:/i.test(audio) ? new URL(audio).pathname : audio).name || 'recording';
  const { transcript, documents } = recording;

  const captions = join(out, `${name}.srt`);
  await writeFile(captions, await client.transcripts.subtitles(transcript.id, 'srt'));

  const page = join(out, `${name}.html`);
  const heardBy = kind === 'real' ? 'AssemblyAI' : 'the Earmark emulator';
  const subtitle = `${transcript.audio_duration ?? 0} seconds, transcribed by ${heardBy}. Answered by ${by}.`;
  const turns = documents.map(({ metadata }): PageTurn => ({
    speaker: metadata.speaker ?? null,
    words: (transcript.words ?? []).filter(({ start, end }) => start >= metadata.start_ms && end <= metadata.end_ms),
  }));
  const input = { title: basename(name), subtitle, audio: await pageAudio(audio), turns, answers };
  await writeFile(page, renderPage(input));
  return [captions, page];
}

const mostEmbeddedBytes = 25 * 1024 ** 2;

const types: Readonly<Record<string, string>> = {
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

// What is too big to carry, or is not on this machine, is played from where it is.
async function pageAudio(audio: string): Promise<PageAudio> {
  if (/^https?:/i.test(audio)) return { kind: 'linked', href: audio };
  const { size } = await stat(audio);
  if (size > mostEmbeddedBytes) return { kind: 'linked', href: pathToFileURL(audio).href };
  const type = types[extname(audio).toLowerCase()] ?? 'audio/mpeg';
  return { kind: 'embedded', bytes: await readFile(audio), type };
}
