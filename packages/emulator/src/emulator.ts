import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineChoice, chooseEngines } from './engines/choose.ts';
import { gatewayRoutes } from './gateway/routes.ts';
import { createJobs } from './jobs.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createListener } from './listen.ts';
import { restRoutes } from './rest/routes.ts';
import { type Script, createPrompter } from './script.ts';
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
  const routes = [...restRoutes(uploads, jobs), ...gatewayRoutes()];
  const serve = createServing({ routes, journal, prompter, keys: options.keys, startedAt: performance.now() });

  const server = createServer((request: IncomingMessage, response: ServerResponse) => void serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${portOf(server)}`;

  async function close(): Promise<void> {
    ending.abort(new Error('the emulator was closed'));
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([closed, jobs.settled()]);
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

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the emulator does not listen on a port');
}
