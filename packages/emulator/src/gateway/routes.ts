import type { Clock } from '../clock.ts';
import type { Answer, Exchange, Route } from '../http.ts';
import { type Jobs, jobsOf } from '../jobs.ts';
import { gatewayRefusal } from '../problem.ts';
import { toEvents } from '../sse.ts';
import { parseChatRequest } from './chat-request.ts';
import { toChunks, toResponse } from './chat-response.ts';
import { complete } from './complete.ts';
import { listModels } from './models.ts';
import { noAccess } from './refusals.ts';
import { createLimiter, keyOf } from './rate-limit.ts';
import { fillTag, findCompleted, hasTag, textOf } from './transcript-tag.ts';
import { checkUnderstanding, understand } from './understanding.ts';
import { type Upstream, forward } from './upstream.ts';

export interface GatewayOptions {
  readonly jobs: Jobs;
  readonly models: readonly string[] | undefined;
  readonly requestsPerMinute: number | undefined;
  readonly upstream: Upstream | undefined;
  readonly clock: Clock;
}

/** The LLM gateway. */
export function gatewayRoutes(options: GatewayOptions): Route[] {
  const limit = createLimiter(options.requestsPerMinute, options.clock);
  const gateway = { bearer: true, refuse: gatewayRefusal, withoutKey: noAccess } as const;

  async function chat(exchange: Exchange): Promise<Answer> {
    const startedAt = process.hrtime.bigint();
    const body = await exchange.json();
    const request = parseChatRequest(body, options.models);
    const headers = { 'x-ratelimit-model': request.model, 'x-ratelimit-service': 'llmgw' };
    return await limit({ key: `${keyOf(exchange)} ${request.model}`, headers }, async () => {
      const { transcriptId: id } = request;
      const jobs = jobsOf(options.jobs, exchange.project);
      const transcript = id === undefined || !hasTag(body) ? undefined : textOf(findCompleted(jobs, id));
      if (options.upstream !== undefined) {
        return await forward(transcript === undefined ? body : fillTag(body, transcript), options.upstream);
      }
      // Without the tag, so that the question is looked for in what the caller wrote.
      const written = transcript === undefined ? request : parseChatRequest(fillTag(body, ''), options.models);
      const completion = complete(written, transcript);
      if (request.stream) return toEvents(toChunks(request, completion));
      return { json: toResponse(request, completion, startedAt) };
    });
  }

  async function answerUnderstanding(exchange: Exchange): Promise<Answer> {
    const body = await exchange.json();
    const headers = { 'x-ratelimit-service': 'speech-understanding', 'x-ratelimit-feature': 'understanding' };
    const answer = (): Answer => ({ json: understand(body, jobsOf(options.jobs, exchange.project)) });
    return await limit({ key: `${keyOf(exchange)} understanding`, headers }, answer);
  }

  async function validate(exchange: Exchange): Promise<Answer> {
    checkUnderstanding(await exchange.json(), jobsOf(options.jobs, exchange.project));
    return { json: {} };
  }

  return [
    { method: 'POST', path: '/v1/understanding', ...gateway, handle: answerUnderstanding },
    { method: 'POST', path: '/v1/understanding/validate', ...gateway, handle: validate },
    { method: 'POST', path: '/v1/chat/completions', ...gateway, handle: chat },
    { method: 'GET', path: '/v1/models', open: true, handle: () => ({ json: listModels(options.models) }) },
  ];
}
