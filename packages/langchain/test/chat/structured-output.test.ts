import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { answer, chatRoute, reasonOf, startChatWorld } from './world.ts';

const said = (content: string | null, more: object = {}) => ({ message: { role: 'assistant', content }, ...more });

describe('structured output', () => {
  const schema = z.object({ day: z.string(), price: z.number() });

  it('asks for the schema, and takes JSON out of a fence', async () => {
    const choices = [said('```json\n{"day":"Tuesday","price":9}\n```')];
    await using world = await startChatWorld({ [chatRoute]: [answer(choices)] });
    const model = world.model().withStructuredOutput(schema, { name: 'plan', strict: true });
    const plan: { day: string; price: number } = await model.invoke('hi');
    expect(plan).toEqual({ day: 'Tuesday', price: 9 });
    const json_schema = { name: 'plan', strict: true, schema: expect.objectContaining({ type: 'object' }) as object };
    expect(world.asked()[0]).toMatchObject({ response_format: { type: 'json_schema', json_schema } });
  });

  it.each([
    ['no JSON', said('I would rather not.'), /did not answer in JSON\./],
    ['half of it', said('{"day":"Tue', { finish_reason: 'length' }), /cut off: raise `maxTokens`/],
    ['another shape', said('{"day":"Tuesday","price":"nine"}'), /does not fit the schema: price\./],
  ])('of %s throws, without what was said; with `includeRaw` it is null', async (_, choice, message) => {
    await using world = await startChatWorld({ [chatRoute]: [answer([choice]), answer([choice])] });
    const reason = await reasonOf(world.model().withStructuredOutput(schema).invoke('hi'));
    expect(reason).toMatchObject({
      lc_error_code: 'OUTPUT_PARSING_FAILURE',
      message: expect.stringMatching(message) as string,
    });
    expect(String(reason)).not.toMatch(/rather|Tue|nine/);
    const both = await world.model().withStructuredOutput(schema, { includeRaw: true }).invoke('hi');
    expect(both).toMatchObject({ parsed: null, raw: { content: choice.message.content } });
  });

  it('has no `jsonMode`, and takes a plain JSON schema under its title', async () => {
    await using world = await startChatWorld({ [chatRoute]: [answer([said('{"a":1}')])] });
    expect(() => world.model().withStructuredOutput(schema, { method: 'jsonMode' })).toThrow(/'jsonSchema'/);
    const plain = { title: 'plan', type: 'object', properties: { a: { type: 'number' } } };
    expect(await world.model().withStructuredOutput(plain).invoke('hi')).toEqual({ a: 1 });
    expect(world.asked()[0]).toMatchObject({ response_format: { json_schema: { name: 'plan', schema: plain } } });
  });
});
