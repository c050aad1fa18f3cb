import diagnostics from 'node:diagnostics_channel';
import { type Attributes, SpanKind, SpanStatusCode, metrics, trace } from '@opentelemetry/api';
import type { ClientEvent } from '@earmark/core';

type EventOf<Type extends ClientEvent['type']> = Extract<ClientEvent, { readonly type: Type }>;

/** Turns what all Earmark clients of this process do into spans and metrics; returns what stops it. */
export function startTelemetry(): () => void {
  const tracer = trace.getTracer('earmark');
  const meter = metrics.getMeter('earmark');
  const duration = meter.createHistogram('http.client.request.duration', { unit: 's' });
  const retries = meter.createCounter('earmark.retries');
  const polls = meter.createCounter('earmark.polls');
  const jobs = meter.createCounter('earmark.jobs');

  const stops = [
    // Published when the request is over, in the context of the call that made it: the active span is its parent.
    listen('request', (event) => {
      duration.record(event.durationMs / 1000, attributesOf(event));
      const startTime = Date.now() - event.durationMs;
      const attributes = { ...attributesOf(event), 'url.path': event.path, 'earmark.request_id': event.requestId };
      const span = tracer.startSpan(event.method, { kind: SpanKind.CLIENT, startTime, attributes });
      if (event.code !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }),
    listen('retry', (event) => {
      retries.add(1, attributesOf(event));
      trace.getActiveSpan()?.addEvent('earmark.retry', { ...attributesOf(event), 'earmark.pause_ms': event.pauseMs });
    }),
    listen('poll', ({ status }) => polls.add(1, { 'earmark.status': status })),
    listen('job', ({ transcriptId, status }) => {
      jobs.add(1, { 'earmark.status': status });
      const attributes = { 'earmark.transcript_id': transcriptId, 'earmark.status': status };
      trace.getActiveSpan()?.addEvent('earmark.job', attributes);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Few values each, as metrics need it: no path, which holds ids. */
function attributesOf({ method, host, status, code }: EventOf<'request' | 'retry'>): Attributes {
  return {
    'http.request.method': method,
    'server.address': host,
    'http.response.status_code': status,
    'error.type': code,
  };
}

function listen<Type extends ClientEvent['type']>(type: Type, hear: (event: EventOf<Type>) => void): () => void {
  const onMessage = (message: unknown): void => hear(message as EventOf<Type>); // oxlint-disable-line typescript/no-unsafe-type-assertion -- the channel's own type
  diagnostics.subscribe(`earmark:${type}`, onMessage);
  return () => void diagnostics.unsubscribe(`earmark:${type}`, onMessage);
}
