import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { operations, toJsonSchema, toOutputJsonSchema, toStrictJsonSchema } from '../src/index.ts';
import { operation } from './world.ts';

const allowed = ['type', 'description', 'enum', 'items', 'anyOf', 'properties', 'required', 'additionalProperties'];

type Schema = Readonly<Record<string, unknown>>;

function objectsIn(schema: unknown): Schema[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items, anyOf } = schema as { properties?: Schema; items?: Schema; anyOf?: Schema[] };
  const inside = [...Object.values(properties ?? {}), items, ...(anyOf ?? [])].flatMap(objectsIn);
  return [schema as Schema, ...inside];
}

const sayable = operations.filter(({ id }) => id !== 'chat_completion');

// Objects inside the sample leave out what they need not: only the top is filled here.
function tops({ properties }: { properties: Schema }): Schema {
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, isOpen(one) ? {} : one]));
}

function isOpen(schema: unknown): boolean {
  return JSON.stringify(Object(schema).type ?? '').includes('object');
}

describe('the strict JSON Schema of an input', () => {
  it.each(sayable.map((one) => [one.id, one] as const))('%s: closed and required throughout', (_, one) => {
    const schema = toStrictJsonSchema(one);
    for (const inside of objectsIn(schema)) {
      expect(allowed).toEqual(expect.arrayContaining(Object.keys(inside)));
      if (inside['properties'] === undefined) continue;
      expect(inside['additionalProperties']).toBe(false);
      expect(inside['required']).toEqual(Object.keys(Object(inside['properties'])));
    }
    // What a model fills in, with null for the rest, the operation takes.
    const filled = { ...Object.fromEntries(schema.required.map((name) => [name, null])), ...one.sample.input };
    const known = Object.fromEntries(Object.entries(filled).filter(([name]) => name in schema.properties));
    const check = new Ajv({ strict: false }).compile({ ...schema, properties: tops(schema) });
    expect(check(known), JSON.stringify(check.errors)).toBe(true);
    expect(one.parse(known)).toBeTypeOf('object');
  });

  it('leaves out what has any keys, and refuses where that is required', () => {
    const { properties } = toStrictJsonSchema(operation('transcribe'));
    expect(Object.keys(toJsonSchema(operation('transcribe')).properties)).toContain('extra');
    expect(Object.keys(properties)).not.toContain('extra');
    expect(properties['audio']).toMatchObject({ type: 'string' });
    expect(properties['speaker_labels']).toMatchObject({ type: ['boolean', 'null'] });
    const subtitles = toStrictJsonSchema(operation('get_subtitles')).properties;
    expect(subtitles['format']).toMatchObject({ type: ['string', 'null'], enum: ['srt', 'vtt', null] });
    expect(properties['speaker_options']).toMatchObject({
      required: ['min_speakers_expected', 'max_speakers_expected'],
    });
    expect(() => toStrictJsonSchema(operation('chat_completion'))).toThrow(
      '`messages` of chat_completion cannot be said',
    );
  });
});

describe('the JSON Schema of a result', () => {
  it.each(operations.map((one) => [one.id, one] as const))('%s: the sample fits', (_, one) => {
    const schema = toOutputJsonSchema(one);
    const check = new Ajv({ strict: false }).compile(schema);
    expect(check(one.sample.output), JSON.stringify(check.errors)).toBe(true);
    expect(toOutputJsonSchema(one)).toBe(schema);
    expect(JSON.stringify(schema)).not.toContain('$schema');
  });
});
