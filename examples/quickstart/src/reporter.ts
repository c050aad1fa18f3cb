import { relative } from 'node:path';
import type { Progress } from '@earmark/core';
import { Presets, SingleBar } from 'cli-progress';
import type { Answers } from './answer.ts';
import { whoAndWhen } from './speech.ts';
import type { Service } from './service.ts';
import type { Recording } from './transcribe.ts';

/** Tells the user what happens, in the order it does. */
export interface Reporter extends Disposable {
  service(service: Service, audio: string): void;
  readonly onProgress: (progress: Progress) => void;
  transcribed(recording: Recording): void;
  answers(answers: Answers): void;
  files(paths: readonly string[]): void;
}

export function createReporter(): Reporter {
  const progress = createProgress();
  return {
    service({ description }, audio) {
      print(`Service  ${description}`);
      print(`Audio    ${shorten(audio)}`);
    },
    onProgress: progress.show,
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
    // An open bar keeps the process alive, and hides the cursor of whoever it fails on.
    [Symbol.dispose]: progress.stop,
  };
}

function createProgress(): { show: Reporter['onProgress']; stop: () => void } {
  const format = 'Upload   {bar} {percentage}% of {total} bytes';
  const options = { format, barsize: 30, hideCursor: true, noTTYOutput: true, notTTYSchedule: 2_000 };
  const bar = new SingleBar(options, Presets.rect);
  const stop = (): void => {
    if (bar.isActive) bar.stop();
  };
  const show: Reporter['onProgress'] = (progress) => {
    if (progress.stage !== 'uploading') {
      stop();
      print(`Job      ${progress.stage} (${progress.transcriptId})`);
      return;
    }
    if (!bar.isActive) bar.start(progress.totalBytes ?? progress.sentBytes, 0);
    bar.update(progress.sentBytes);
  };
  return { show, stop };
}

function shorten(path: string): string {
  if (/^https?:/i.test(path)) return path.replace(/[?#].*$/, '');
  const short = relative(process.env['INIT_CWD'] ?? process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
