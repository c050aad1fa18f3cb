import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { samples } from '@earmark/emulator';

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

const help = `Usage: quickstart [audio] [options]

Transcribes a recording (a path or a URL; without one, the bundled meeting), answers questions about it,
and writes captions and a page that plays the answers.

  --question <text>  Ask this; may be repeated
  --model <id>       Model of the LLM gateway that answers
  --out <folder>     Where the files go (default: quickstart-output)
  --emulator         Use the embedded emulator even when ASSEMBLYAI_API_KEY is set
  --help             Show this
`;

/** Reads the command line; undefined when only help was asked for. */
export function readArguments(args: readonly string[]): Request | undefined {
  const { values, positionals } = parse({
    args: [...args],
    allowPositionals: true,
    options: {
      question: { type: 'string', multiple: true, default: [] },
      model: { type: 'string' },
      out: { type: 'string', default: 'quickstart-output' },
      emulator: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return undefined;
  }
  // A package manager runs scripts in the package's folder; a user's paths are relative to where they stand.
  const here = process.env['INIT_CWD'] ?? process.cwd();
  if (values.question.some((question) => question.trim() === '')) throw new Error('--question needs a text.');
  const [audio, ...others] = positionals;
  if (others.length > 0)
    throw new Error(`one recording at a time, not also ${others.join(', ')}; a path with spaces needs quotes`);
  return {
    audio: audio === undefined ? samples.meeting.audio : locate(audio, here),
    isSample: audio === undefined,
    questions: values.question,
    model: values.model,
    out: resolve(here, values.out),
    emulator: values.emulator,
  };
}

// The parser's own message goes on about what else could have been meant.
const parse: typeof parseArgs = (config) => {
  try {
    return parseArgs(config);
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new Error(`${sentence}; --help lists the options`, { cause: error });
  }
};

function locate(audio: string, here: string): string {
  return /^https?:/i.test(audio) ? audio : resolve(here, audio);
}
