import { readFile } from 'node:fs/promises';
import { type HrTime, context, metrics, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { createClient } from '@earmark/core';
import { samples, startEmulator } from '@earmark/emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTelemetry } from '../src/telemetry.ts';

const key = 'key-that-nobody-may-see';
const spans = new InMemorySpanExporter();
const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 60_000 });
const meters = new MeterProvider({ readers: [reader] });

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }));
  metrics.setGlobalMeterProvider(meters);
});

afterAll(() => meters.shutdown());

it('a transcription is one trace: requests as spans, retries and jobs as events, and both as metrics', async () => {
  await using emulator = await startEmulator({
    engine: 'fixtures',
    script: { 'POST /v2/upload': [{ status: 503 }] },
  });
  const client = createClient({ apiKey: key, baseUrl: emulator.url, random: () => 0 });
  const stop = startTelemetry();
  await trace.getTracer('test').startActiveSpan('transcribe', async (span) => {
    await client.transcripts.transcribe(samples.meeting.audio);
    span.end();
  });
  stop();
  await client.transcripts.list().page();

  const seen = spans.getFinishedSpans();
  const parent = seen.find(({ name }) => name === 'transcribe');
  const requests = seen.filter(({ name }) => name !== 'transcribe');
  const uploads = requests.filter(({ attributes }) => attributes['url.path'] === '/v2/upload');
  expect(uploads.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([503, 200]);
  expect(uploads.map(({ attributes }) => attributes['error.type'])).toEqual(['service', undefined]);
  expect(requests).toHaveLength(emulator.journal.length - 1);
  for (const { parentSpanContext, startTime } of requests) {
    expect(parentSpanContext?.spanId).toBe(parent?.spanContext().spanId);
    expect(toMs(startTime)).toBeGreaterThanOrEqual(toMs(parent?.startTime) - 2);
  }

  const events = parent?.events.map(({ name, attributes }) => [name, attributes?.['earmark.status']]);
  expect(events).toEqual([
    ['earmark.retry', undefined],
    ['earmark.job', 'created'],
    ['earmark.job', 'completed'],
  ]);

  const metric = await metricsByName();
  expect(metric.get('earmark.retries')).toEqual([1]);
  expect(metric.get('earmark.jobs')).toEqual([1, 1]);
  const counted = metric.get('http.client.request.duration')?.map((value) => (value as { count: number }).count);
  expect(counted?.reduce((sum, count) => sum + count)).toBe(requests.length);
  expect(JSON.stringify(seen.map(({ attributes, events: said }) => [attributes, said]))).not.toContain(key);
});

it('the guide shows the file as it is', async () => {
  const source = await readFile(new URL('../src/telemetry.ts', import.meta.url), 'utf8');
  const guide = await readFile(new URL('../../../docs/guide/opentelemetry.md', import.meta.url), 'utf8');
  expect(guide).toContain(`\`\`\`ts\n${source}\`\`\``);
});

async function metricsByName(): Promise<Map<string, unknown[]>> {
  await reader.forceFlush();
  const found = measured.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
  return new Map(found.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints.map(({ value }) => value)]));
}

function toMs([seconds, nanos]: HrTime = [0, 0]): number {
  return seconds * 1000 + nanos / 1e6;
}
