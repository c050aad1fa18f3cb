import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { e25Routes } from './compat/routes.ts';
import { type EngineChoice, chooseEngines } from './engines/choose.ts';
import { type GatewayOptions, gatewayRoutes } from './gateway/routes.ts';
import { type Jobs, createJobs } from './jobs.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createListener, hear } from './listen.ts';
import { exportRoutes } from './rest/exports.ts';
import { transcriptRoutes } from './rest/routes.ts';
import { type Script, createPrompter } from './script.ts';
import { startServer } from './server.ts';
import { createServing } from './serving.ts';
import { syncRoutes } from './sync/routes.ts';
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
  /** Models that the LLM gateway knows. @default its own, which quotes, and any other name stands for it */
  readonly llmModels?: readonly string[] | undefined;
  /** Requests a minute that each key may send to each model. @default any number */
  readonly llmRequestsPerMinute?: number | undefined;
  /** Base URL of an OpenAI-compatible server that completes chats in the quoting model's place. @default none */
  readonly llmUpstream?: string | undefined;
  /** Key for `llmUpstream`; the caller's own is never sent there. @default none */
  readonly llmUpstreamKey?: string | undefined;
  /** An edition of the API whose endpoints, gone by now, are there as well. @default none */
  readonly compat?: 'e25' | undefined;
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
  const routes = [
    ...transcriptRoutes(uploads, jobs),
    ...exportRoutes(jobs),
    ...gatewayRoutes(toGatewayOptions(options, jobs, ending.signal)),
    ...syncRoutes((sound) => hear(sound, engines, ending.signal)),
    ...(options.compat === 'e25' ? e25Routes(jobs, (sound) => hear(sound, engines, ending.signal)) : []),
  ];
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

function toGatewayOptions(options: EmulatorOptions, jobs: Jobs, signal: AbortSignal): GatewayOptions {
  const { llmModels: models, llmRequestsPerMinute: requestsPerMinute, llmUpstream: url, llmUpstreamKey: key } = options;
  return { jobs, models, requestsPerMinute, upstream: url === undefined ? undefined : { url, key, signal } };
}
