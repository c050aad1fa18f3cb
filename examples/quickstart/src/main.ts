import { mkdir } from 'node:fs/promises';
import { answerAll } from './answer.ts';
import { readArguments } from './arguments.ts';
import { chooseQuestions } from './questions.ts';
import { createReporter } from './reporter.ts';
import { openService } from './service.ts';
import { stopWhenTold } from './stop.ts';
import { transcribe } from './transcribe.ts';
import { writeFiles } from './write-files.ts';

const signal = stopWhenTold();

async function main(): Promise<void> {
  const request = readArguments(process.argv.slice(2));
  if (request === undefined) return;
  await mkdir(request.out, { recursive: true }).catch(() => {
    throw new Error(`--out cannot be a folder: ${request.out}`);
  });
  using reporter = createReporter();
  await using service = await openService(request);
  reporter.service(service, request.audio);

  const recording = await transcribe(service.client, request.audio, reporter, signal);
  reporter.transcribed(recording);

  const questions = chooseQuestions(request, recording);
  const answers = await answerAll(service, recording, questions, request.model, signal);
  reporter.answers(answers);

  reporter.files(await writeFiles(service, recording, answers, request));
}

// A user is told what happened and what to do, never where in the code.
main().catch((error: unknown) => {
  process.exitCode = signal.aborted ? 130 : 1;
  process.stderr.write(`\nquickstart: ${error instanceof Error ? error.message : String(error)}\n`);
});
