import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Addresses, addressesOf } from './addresses.ts';
import { realClock } from './clock.ts';
import { type EngineChoice, chooseEngines } from './engines/choose.ts';
import { type GatewayOptions, gatewayRoutes } from './gateway/routes.ts';
import type { Jobs } from './jobs.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createLimiter } from './limits.ts';
import { createProjects } from './projects.ts';
import { exportRoutes } from './rest/exports.ts';
import { transcriptRoutes } from './rest/routes.ts';
import { type Script, createPrompter } from './script.ts';
import { startServers } from './servers.ts';
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
  /** Serves the same over TLS, on a second port. @default false */
  readonly tls?: boolean | undefined;
  /** Time a client has for the head of a request, in milliseconds. @default 60 000 */
  readonly headersTimeoutMs?: number | undefined;
  /** Models that the LLM gateway knows. @default its own, which quotes, and any other name stands for it */
  readonly llmModels?: readonly string[] | undefined;
  /** Requests a minute that each key may send to each model. @default any number */
  readonly llmRequestsPerMinute?: number | undefined;
  /** Base URL of an OpenAI-compatible server that completes chats in the quoting model's place. @default none */
  readonly llmUpstream?: string | undefined;
  /** Key for `llmUpstream`; the caller's own is never sent there. @default none */
  readonly llmUpstreamKey?: string | undefined;
}

export interface Emulator extends Addresses, AsyncDisposable {
  /** The same over TLS, and the PEM file to trust; undefined without `tls`. */
  readonly tls: (Addresses & { readonly caFile: string }) | undefined;
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
  const { clock = realClock } = options;
  const engines = await chooseEngines(options.engine ?? 'auto', options.fixtures ?? []);
  const folder = await mkdtemp(join(tmpdir(), 'earmark-emulator-'));
  const ending = new AbortController();
  const journal: JournalEntry[] = [];
  const prompter = createPrompter(options.script ?? {});

  let url = '';
  const { signal } = ending;
  const giveUp = async (error: unknown): Promise<never> => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  };
  const world = await openWorld(options, engines, folder, () => url, signal).catch(giveUp);
  const { jobs } = world;
  const gateway = gatewayRoutes(toGatewayOptions(options, jobs, signal));
  const routes = [...transcriptRoutes(world, options, () => url), ...exportRoutes(jobs), ...gateway];
  const startedAt = performance.now();
  const projects = createProjects(options.keys);
  const limiter = createLimiter(options.rateLimit, clock);
  const serve = createServing({ routes, journal, prompter, projects, limiter, startedAt, clock, signal });

  const servers = await startServers(serve, folder, options).catch(giveUp);
  const addresses = addressesOf(servers.port);
  url = addresses.url;
  jobs.resume();

  async function close(): Promise<void> {
    ending.abort(new Error('the emulator was closed'));
    await servers.close();
    await jobs.settled();
    await rm(folder, { recursive: true, force: true });
  }

  return {
    ...addresses,
    tls: servers.tls && { ...addressesOf(servers.tls.port, true), caFile: servers.tls.caFile },
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
