import { setMaxListeners } from 'node:events';
import { type Addresses, addressesOf } from './addresses.ts';
import { realClock } from './clock.ts';
import { chooseEngines } from './engines/choose.ts';
import type { SpeechEngine } from './engines/engine.ts';
import { createTurnAnswerer } from './gateway/turn.ts';
import { toUpstream } from './gateway/upstream.ts';
import { nameOf } from './http.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { createLimiter } from './limits.ts';
import { type Place, takePlace } from './place.ts';
import { createPrompter } from './prompter.ts';
import { createProjects } from './projects.ts';
import type { EmulatorOptions } from './options.ts';
import { allRoutes } from './routes.ts';
import { startServers } from './servers.ts';
import { createServing } from './serving.ts';
import type { StreamingWorld } from './streaming/connection.ts';
import { type Stream, createStreaming } from './streaming/streaming.ts';
import { createUpgrades, streamRoute } from './upgrades.ts';
import { createDelivery } from './webhooks.ts';
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
  const engines = await chooseEngines(options.engine ?? 'auto', options.fixtures ?? []);
  const place = await takePlace(options.data);
  try {
    return await startIn(place, engines, options);
  } catch (error) {
    await place.leave();
    throw error;
  }
}

async function startIn(place: Place, engines: readonly SpeechEngine[], options: EmulatorOptions): Promise<Emulator> {
  const { clock = realClock, script = {} } = options;
  const { folder } = place;
  const ending = new AbortController();
  const { signal } = ending;
  // Every job that runs listens for the end, and every webhook.
  setMaxListeners(0, signal);
  const journal: JournalEntry[] = [];

  let url = '';
  const world = await openWorld(options, engines, folder, () => url, signal);
  const routes = allRoutes(world, engines, options, signal);
  const prompter = createPrompter(script, [...routes.map(nameOf), streamRoute]);
  const startedAt = performance.now();
  const projects = createProjects(options.keys);
  const limiter = createLimiter(options, clock);
  const serve = createServing({ routes, journal, prompter, projects, limiter, startedAt, clock, signal });

  const stream = openStreaming({ engines, projects, clock, tokens: world.tokens }, options, signal);
  const upgrade = createUpgrades({ stream, journal, prompter, startedAt, clock, signal });

  const servers = await startServers({ serve, upgrade }, folder, options);
  const addresses = addressesOf(servers.port);
  url = addresses.url;
  world.jobs.resume();

  async function close(): Promise<void> {
    ending.abort(new Error('the emulator was closed'));
    await servers.close();
    await world.jobs.settled();
    await place.leave();
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

function openStreaming(
  world: Pick<StreamingWorld, 'engines' | 'projects' | 'clock' | 'tokens'>,
  { streaming = {}, llmModels, webhookRetryMs, ...others }: EmulatorOptions,
  signal: AbortSignal,
): Stream {
  const answerTurn = createTurnAnswerer(llmModels, toUpstream(others, signal));
  const deliver = createDelivery(world.clock, signal, webhookRetryMs);
  return createStreaming({ ...world, answerTurn, deliver }, streaming);
}
