import { resolve } from 'node:path';
import { samples } from '@earmark/emulator';
import { cac } from 'cac';

/** What the user asked for. */
export interface Request {
  /** Path or http(s) URL. */
  readonly audio: string;
  /** Whether it is the recording that comes with the example. */
  readonly isSample: boolean;
  readonly questions: readonly string[];
  readonly model: string | undefined;
  /** Folder to write to. */
  readonly out: string;
  /** Use the emulator even though a key is set. */
  readonly emulator: boolean;
}

/** Reads the command line; undefined when only help was asked for. */
export function readArguments(argv: readonly string[]): Request | undefined {
  const cli = cac('quickstart');
  cli
    .command('[audio]', 'Transcribe a recording, ask about it, and get captions and a page that plays the answers')
    .option('--question <text>', 'Ask this instead; may be repeated')
    .option('--model <id>', 'Model of the LLM gateway that answers')
    .option('--out <folder>', 'Where the files go', { default: 'quickstart-output' })
    .option('--emulator', 'Use the embedded emulator even when ASSEMBLYAI_API_KEY is set');
  cli.help();
  const { args, options } = cli.parse([...argv], { run: false });
  if (options['help'] === true) return undefined;

  // A package manager runs scripts in the package's folder; a user's paths are relative to where they stand.
  const here = process.env['INIT_CWD'] ?? process.cwd();
  const [audio] = args;
  const at = (path: string): string => (/^https?:/i.test(path) ? path : resolve(here, path));
  return {
    audio: audio === undefined ? samples.meeting.audio : at(audio),
    isSample: audio === undefined,
    questions: list(options['question']),
    model: options['model'] === undefined ? undefined : String(options['model']),
    out: resolve(here, String(options['out'])),
    emulator: options['emulator'] === true,
  };
}

function list(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}
