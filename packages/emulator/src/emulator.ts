import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineChoice, chooseEngines } from './engines/choose.ts';
import { gatewayRoutes } from './gateway/routes.ts';
import { createJobs } from './jobs.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createListener } from './listen.ts';
import { exportRoutes } from './rest/exports.ts';
import { transcriptRoutes } from './rest/routes.ts';
import { type Script, createPrompter } from './script.ts';
import { startServer } from './server.ts';
import { createServing } from './serving.ts';
import { createUploads } from './uploads.ts';

export interface EmulatorOptions {
  /** Port on 127.0.0.1. @default 0, any free one */
  readonly port?: number | undefined;
  /** Who hears the words. @default 'auto': fixtures, then pocketsphinx where it is installed */
  readonly engine?: EngineChoice | undefined;
  /** Folders of `<name>.<ext>` beside `<name>.json`, besides the bundled samples. @default [] */
  readonly fixtures?: readonly string[] | undefined;
  /** Keys that are accepted. @default any, as long as there is one */
  readonly keys?: readonly string[] | undefined;
  /** What to answer instead of the truth. @default nothing */
  readonly script?: Script | undefined;
}

export interface Emulator extends AsyncDisposable {
  /** The REST API, as a client's `baseUrl` takes it. */
  readonly url: string;
  /** The LLM gateway, as a client's `llmGatewayUrl` takes it. */
  readonly llmGatewayUrl: string;
  /** Names of the speech engines, in the order they are asked. */
  readonly engines: readonly string[];
  readonly journal: Journal;
  /** Routes with scripted answers that nobody asked for. */
  unusedAnswers(): string[];
  /** Stops listening, ends what runs, and removes its files. */
  close(): Promise<void>;
}

/** Starts AssemblyAI's API on this machine's loopback, and resolves when it listens. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const engines = await chooseEngines(options.engine ?? 'auto', options.fixtures ?? []);
  const folder = await mkdtemp(join(tmpdir(), 'earmark-emulator-'));
  const ending = new AbortController();
  const journal: JournalEntry[] = [];
  const prompter = createPrompter(options.script ?? {});

  let url = '';
  const uploads = createUploads(folder, () => url);
  const jobs = createJobs(createListener(uploads, engines, folder, ending.signal));
  const routes = [...transcriptRoutes(uploads, jobs), ...exportRoutes(jobs, () => url), ...gatewayRoutes()];
  const startedAt = performance.now();
  const serve = createServing({ routes, journal, prompter, keys: options.keys, startedAt, signal: ending.signal });

  const server = await startServer(serve, options.port ?? 0).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  url = `http://127.0.0.1:${server.port}`;

  async function close(): Promise<void> {
    ending.abort(new Error('the emulator was closed'));
    await server.close();
    await jobs.settled();
    await rm(folder, { recursive: true, force: true });
  }

  return {
    url,
    llmGatewayUrl: `${url}/v1`,
    engines: engines.map((engine) => engine.name),
    journal,
    unusedAnswers: () => prompter.unused(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
