import type { Sound } from './audio/decode.ts';
import { realClock } from './clock.ts';
import { e25Routes } from './compat/routes.ts';
import type { Recognition, SpeechEngine } from './engines/engine.ts';
import { gatewayRoutes } from './gateway/routes.ts';
import { toUpstream } from './gateway/upstream.ts';
import type { Route } from './http.ts';
import { hear } from './listen.ts';
import type { EmulatorOptions } from './options.ts';
import { exportRoutes } from './rest/exports.ts';
import { transcriptRoutes } from './rest/routes.ts';
import { healthRoute } from './streaming/health-route.ts';
import { tokenRoute } from './streaming/token-route.ts';
import { syncRoutes } from './sync/routes.ts';
import type { World } from './world.ts';

/** Everything the emulator answers, by area of the API. */
export function allRoutes(
  world: World,
  engines: readonly SpeechEngine[],
  options: EmulatorOptions,
  signal: AbortSignal,
): Route[] {
  const { jobs, tokens } = world;
  const { clock = realClock } = options;
  const { llmModels: models, llmRequestsPerMinute: requestsPerMinute } = options;
  const upstream = toUpstream(options, signal);
  const ask = (sound: Sound): Promise<Recognition> => hear(sound, engines, signal);
  return [
    ...transcriptRoutes(world, options),
    ...exportRoutes(world),
    ...gatewayRoutes({ jobs, models, requestsPerMinute, upstream, clock }),
    ...syncRoutes(ask),
    tokenRoute(tokens),
    healthRoute,
    ...(options.compat === 'e25' ? e25Routes(jobs, ask) : []),
  ];
}
