import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { operations, toJsonSchema } from '../src/index.ts';
import { operation } from './world.ts';

// What one or the other of the hosts that take tools refuses.
const refused = ['$ref', '$schema', '$defs', 'default', 'format', 'propertyNames', 'allOf', 'not', 'prefixItems'];

// The names of properties are the API's, and no keywords.
function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    key === 'properties' ? Object.values(Object(inside)).flatMap(keysIn) : [key, ...keysIn(inside)],
  );
}

describe('the JSON Schema of an input', () => {
  it.each(operations.map((one) => [one.id, one] as const))('%s: hosts take it, and the sample fits', (_, one) => {
    const schema = toJsonSchema(one);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    const used = keysIn(schema);
    for (const key of refused) expect(used).not.toContain(key);
    for (const property of Object.values(schema.properties)) expect(property).toHaveProperty('type');
    const isValid = new Ajv({ strict: true, strictTypes: false }).compile(schema);
    expect(isValid(one.sample.input)).toBe(true);
    expect(isValid({ ...one.sample.input, more: 1 })).toBe(false);
  });

  it('shows models what they need: described, defaults in words, the rest folded away', () => {
    const { properties, required } = toJsonSchema(operation('transcribe'), { advanced: false });
    expect(required).toEqual(['audio']);
    expect(properties['audio']).toEqual({ type: 'string', description: expect.stringContaining('http(s) URL') });
    expect(Object.keys(properties)).toHaveLength(15);
    expect(toJsonSchema(operation('get_subtitles')).properties['format']).toMatchObject({
      enum: ['srt', 'vtt'],
      description: expect.stringContaining('Default: "srt"'),
    });
    for (const one of operations) {
      for (const property of Object.values(toJsonSchema(one, { advanced: false }).properties)) {
        expect(property).toHaveProperty('description', expect.stringMatching(/\S/));
      }
    }
  });

  it('knows how a form shows each field', () => {
    expect(operation('transcribe').ui).toMatchObject({
      audio: { label: 'Audio', control: 'file', advanced: false },
      speaker_labels: { label: 'Speaker Labels', control: 'toggle', advanced: false },
      redact_pii: { label: 'Redact PII' },
      webhook_auth_header_value: { control: 'secret', advanced: true },
      keyterms_prompt: { control: 'list' },
      custom_spelling: { control: 'json' },
      max_wait_seconds: { control: 'number' },
    });
    expect(operation('get_transcript').ui).toMatchObject({
      offset: { paging: true },
      transcript_id: { paging: false },
    });
  });
});
