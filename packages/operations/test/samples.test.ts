import { describe, expect, it } from 'vitest';
import { operations } from '../src/index.ts';
import { traces } from '../src/traces.ts';
import { runSample } from './trace.ts';

const priced = new Set([
  'POST /v2/transcript',
  'POST /v1/transcribe',
  'POST /v1/chat/completions',
  'POST /v1/understanding',
]);

describe('an operation’s sample, run for real', () => {
  it.each(operations.map((one) => [one.id, one] as const))('%s', async (id, operation) => {
    const { input, output, journal, trace } = await runSample(operation);
    expect(operation.output.safeParse(output).error).toBeUndefined();
    expect(trace).toEqual(traces[id]);

    const { readOnly, billable } = operation.annotations;
    const methods = new Set(journal.map(({ method }) => method));
    if (readOnly) expect([...methods]).toEqual(['GET']);
    const isPriced = journal.some(({ route = '' }) => priced.has(route));
    if (operation.kind !== 'raw') expect(isPriced).toBe(billable);
    expect(operation.kind === 'delete').toBe(methods.has('DELETE'));

    const { http } = operation;
    if (http !== undefined) expect(trace.map(({ route }) => route)).toEqual([`${http.method} ${http.path}`]);
    for (const name of Object.keys(http?.in ?? {})) expect(operation.ui).toHaveProperty(name);

    const brief = operation.brief(output, input);
    expect(brief.text.length + JSON.stringify(brief.structured).length).toBeLessThanOrEqual(12_000);
    expect(brief.text).not.toContain('undefined');
  });

  it.each(operations.map((one) => [one.id, one] as const))('%s: as written down, it fits its schemas', (_, one) => {
    expect(one.parse(one.sample.input)).toMatchObject(one.sample.input);
    expect(one.output.safeParse(one.sample.output).error).toBeUndefined();
  });
});
