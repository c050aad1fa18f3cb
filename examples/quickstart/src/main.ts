import { readArguments } from './arguments.ts';
import { answerAll } from './answer.ts';
import { createReporter } from './reporter.ts';
import { chooseQuestions } from './questions.ts';
import { openService } from './service.ts';
import { transcribe } from './transcribe.ts';
import { writeFiles } from './write-files.ts';

async function main(): Promise<void> {
  const request = readArguments(process.argv.slice(2));
  if (request === undefined) return;
  using reporter = createReporter();
  await using service = await openService(request);
  reporter.service(service, request.audio);

  const recording = await transcribe(service.client, request.audio, reporter);
  reporter.transcribed(recording);

  const questions = chooseQuestions(request, recording);
  const answers = await answerAll(service, recording, questions, request.model);
  reporter.answers(answers);

  reporter.files(await writeFiles(service, recording, answers, request));
}

// A user is told what happened and what to do, never where in the code.
main().catch((error: unknown) => {
  process.stderr.write(`\nquickstart: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
