import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineChoice, chooseEngines } from './engines/choose.ts';
import { gatewayRoutes } from './gateway/routes.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { realClock } from './clock.ts';
import { createLimiter } from './limits.ts';
import { createProjects } from './projects.ts';
import { exportRoutes } from './rest/exports.ts';
import { transcriptRoutes } from './rest/routes.ts';
import { type Script, createPrompter } from './script.ts';
import { startServer } from './server.ts';
import { createServing } from './serving.ts';
import { type WorldOptions, openWorld } from './world.ts';

export interface EmulatorOptions extends WorldOptions {
  /** Port on 127.0.0.1. @default 0, any free one */
  readonly port?: number | undefined;
  /** Who hears the words. @default 'auto': fixtures, then pocketsphinx where it is installed */
  readonly engine?: EngineChoice | undefined;
  /** Folders of `<name>.<ext>` beside `<name>.json`, besides the bundled samples. @default [] */
  readonly fixtures?: readonly string[] | undefined;
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
  /** Stops listening, ends what runs, and removes its files, but for those under `data`. */
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
  const giveUp = async (error: unknown): Promise<never> => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  };
  const world = await openWorld(options, engines, folder, () => url, ending.signal).catch(giveUp);
  const { jobs } = world;
  const routes = [...transcriptRoutes(world, options, () => url), ...exportRoutes(jobs), ...gatewayRoutes()];
  const startedAt = performance.now();
  const projects = createProjects(options.keys);
  const limiter = createLimiter(options.rateLimit, options.clock ?? realClock);
  const serve = createServing({ routes, journal, prompter, projects, limiter, startedAt, signal: ending.signal });

  const server = await startServer(serve, options.port ?? 0).catch(giveUp);
  url = `http://127.0.0.1:${server.port}`;
  jobs.resume();

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
