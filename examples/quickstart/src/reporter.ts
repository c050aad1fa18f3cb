import { relative } from 'node:path';
import type { Progress } from '@earmark/core';
import { Presets, SingleBar } from 'cli-progress';
import type { Answers } from './answer.ts';
import { whoAndWhen } from './speech.ts';
import type { Service } from './service.ts';
import type { Recording } from './transcribe.ts';

/** Tells the user what happens, in the order it does. */
export interface Reporter {
  service(service: Service, audio: string): void;
  readonly onProgress: (progress: Progress) => void;
  transcribed(recording: Recording): void;
  answers(answers: Answers): void;
  files(paths: readonly string[]): void;
}

export function createReporter(): Reporter {
  const print = (line = ''): void => void process.stdout.write(`${line}\n`);
  return {
    service({ description }, audio) {
      print(`Service  ${description}`);
      print(`Audio    ${shorten(audio)}`);
    },
    onProgress: createProgress(print),
    transcribed({ transcript, documents }) {
      for (const { message } of transcript.metadata?.warnings ?? []) print(`Note     ${message}`);
      const speakers = new Set(documents.flatMap(({ metadata }) => metadata.speaker ?? []));
      const voices = speakers.size === 0 ? 'speakers unknown' : `${speakers.size} speakers`;
      const words = transcript.words?.length ?? 0;
      print(`Heard    ${words} words, ${transcript.audio_duration ?? 0} s, ${voices}, ${documents.length} documents`);
    },
    answers({ answers, by }) {
      print(`Answers  ${by}`);
      for (const { question, answer, citations } of answers) {
        print(`\n  ${question}\n    ${answer.replace(/\n+/g, '\n    ')}`);
        for (const citation of citations) {
          const words = answer.includes(citation.quote) ? '' : ` “${citation.quote}”`;
          print(`    ↳ ${whoAndWhen(citation)}${words}`);
        }
      }
    },
    files(paths) {
      print(`\nWrote`);
      for (const path of paths) print(`  ${shorten(path)}`);
    },
  };
}

function createProgress(print: (line: string) => void): Reporter['onProgress'] {
  const format = 'Upload   {bar} {percentage}% of {total} bytes';
  const bar = new SingleBar({ format, barsize: 30, hideCursor: true, noTTYOutput: true, notTTYSchedule: 2_000 }, Presets.rect);
  let isOpen = false;
  return (progress) => {
    if (progress.stage === 'uploading') {
      if (!isOpen) bar.start(progress.totalBytes ?? progress.sentBytes, 0);
      isOpen = true;
      bar.update(progress.sentBytes);
      return;
    }
    if (isOpen) bar.stop();
    isOpen = false;
    print(`Job      ${progress.stage} (${progress.transcriptId})`);
  };
}

function shorten(path: string): string {
  if (/^https?:/i.test(path)) return path.replace(/[?#].*$/, '');
  const short = relative(process.env['INIT_CWD'] ?? process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
