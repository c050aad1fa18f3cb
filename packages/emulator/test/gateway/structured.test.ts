import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { content, refusal } from './chat.ts';

const prompt = [
  '[1] The beta will launch on Tuesday.',
  '[2] The budget for the launch is 4,200 dollars. The mood is positive.',
  'How big is the budget for the launch?',
].join('\n');

function ask(schema: object) {
  return { prompt, response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict: true } } };
}

async function answer(schema: object): Promise<unknown> {
  const value: unknown = JSON.parse((await content(ask(schema))) ?? '');
  expect(new Ajv().validate(schema, value)).toBe(true);
  return value;
}

describe('a structured answer', () => {
  it('has texts, lists and numbers out of the quotes', async () => {
    const schema = {
      type: 'object',
      properties: {
        answer: { type: 'string' },
        dollars: { type: 'number' },
        points: { type: 'array', items: { type: 'string' }, maxItems: 2 },
        sure: { type: 'boolean' },
        about: { enum: ['studio', 'budget'] },
      },
      required: ['answer', 'dollars', 'points', 'sure', 'about'],
      additionalProperties: false,
    };
    expect(await answer(schema)).toEqual({
      answer: 'The budget for the launch is 4,200 dollars.',
      dollars: 4200,
      points: ['The budget for the launch is 4,200 dollars.', 'The beta will launch on Tuesday.'],
      sure: false,
      about: 'budget',
    });
  });

  it('finds for each property what fits its description', async () => {
    const schema = {
      type: 'object',
      properties: { mood: { type: 'string', description: 'How is the mood: positive or negative mood' } },
      required: ['mood'],
    };
    expect(await answer(schema)).toEqual({ mood: 'The mood is positive.' });
  });

  it('follows references, alternatives, nesting and nulls', async () => {
    const schema = {
      $defs: {
        point: { type: 'object', properties: { quote: { type: 'string' }, by: { $ref: '#/$defs/who' } } },
        who: {},
      },
      type: 'object',
      properties: {
        points: { type: 'array', items: { $ref: '#/$defs/point' }, minItems: 2, maxItems: 2 },
        page: { anyOf: [{ type: 'integer', maximum: 100 }, { type: 'null' }] },
        kind: { const: 'budget' },
      },
      required: ['points', 'page', 'kind'],
    };
    expect(await answer(schema)).toMatchObject({
      points: [{ quote: 'The budget for the launch is 4,200 dollars.' }, { quote: 'The beta will launch on Tuesday.' }],
      page: 2,
      kind: 'budget',
    });
  });

  it.each([
    ['in a list', { children: { type: 'array', items: { $ref: '#/$defs/node' } } }, []],
    ['at will', { next: { $ref: '#/$defs/node' } }, ['text']],
    ['or nothing', { next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } }, ['next']],
  ])('of a schema that contains itself %s has an end', async (_how, properties, required) => {
    const node = { type: 'object', properties: { text: { type: 'string' }, ...properties }, required };
    expect(await answer({ $defs: { node }, $ref: '#/$defs/node' })).toHaveProperty('text');
  });

  it('of a schema that nothing can keep is refused', async () => {
    const node = { type: 'object', properties: { next: { $ref: '#/$defs/node' } }, required: ['next'] };
    const [status, error] = await refusal(ask({ $defs: { node }, $ref: '#/$defs/node' }));
    expect([status, error]).toEqual([400, expect.stringContaining('quotes cannot fill') as unknown]);
  });
});

describe('a response_format is refused', () => {
  it.each([
    ['of another type', { type: 'json_object' }, /^response_format is invalid: type must be json_schema/],
    ['without a schema', { type: 'json_schema', json_schema: { name: 'a' } }, /^response_format is invalid: json_sch/],
    [
      'with a schema that is none',
      { type: 'json_schema', json_schema: { name: 'a', schema: { type: 'strnig' } } },
      /^response_format is invalid: schema is invalid/,
    ],
  ])('%s', async (_what, response_format, error) => {
    expect(await refusal({ prompt, response_format })).toEqual([400, expect.stringMatching(error) as unknown]);
  });

  it('when no quote can fill it, instead of making something up', async () => {
    const schema = { type: 'object', properties: { iban: { type: 'string', pattern: '^DE[0-9]{20}$' } } };
    expect(await refusal(ask(schema))).toEqual([
      400,
      expect.stringMatching(/^model any does not support response_format: quotes cannot fill \/iban/) as unknown,
    ]);
  });
});
