import { setMaxListeners } from 'node:events';
import { type Addresses, addressesOf } from './addresses.ts';
import { realClock } from './clock.ts';
import { chooseEngines } from './engines/choose.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createLimiter } from './limits.ts';
import { takePlace } from './place.ts';
import { createProjects } from './projects.ts';
import type { EmulatorOptions } from './options.ts';
import { allRoutes } from './routes.ts';
import { createPrompter } from './script.ts';
import { startServers } from './servers.ts';
import { createServing } from './serving.ts';
import { openWorld } from './world.ts';

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
  const { folder, leave } = await takePlace(options.data);
  const ending = new AbortController();
  const journal: JournalEntry[] = [];
  const prompter = createPrompter(options.script ?? {});

  let url = '';
  const { signal } = ending;
  // Every job that runs listens for the end, and every webhook.
  setMaxListeners(0, signal);
  const giveUp = async (error: unknown): Promise<never> => {
    await leave();
    throw error;
  };
  const world = await openWorld(options, engines, folder, () => url, signal).catch(giveUp);
  const routes = allRoutes(world, engines, options, () => url, signal);
  const startedAt = performance.now();
  const projects = createProjects(options.keys);
  const limiter = createLimiter(options.rateLimit, clock);
  const serve = createServing({ routes, journal, prompter, projects, limiter, startedAt, clock, signal });

  const servers = await startServers(serve, folder, options).catch(giveUp);
  const addresses = addressesOf(servers.port);
  url = addresses.url;
  world.jobs.resume();

  async function close(): Promise<void> {
    ending.abort(new Error('the emulator was closed'));
    await servers.close();
    await world.jobs.settled();
    await leave();
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
