import { type Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { type World, generations, routes, startWorld, textOf, transcribed } from './world.ts';

const deleted = 'DELETE /v2/transcript/{transcript_id}';
const asking = { capabilities: { elicitation: { form: {} } } };

function answering(client: Client, answer: object): string[] {
  const asked: string[] = [];
  client.setRequestHandler('elicitation/create', ({ params }) => {
    asked.push(params.message);
    return { action: 'accept', ...answer };
  });
  return asked;
}

async function deleteOne(world: World, client: Client) {
  const transcript_id = await transcribed(world);
  const result = await client.callTool({ name: 'delete_transcript', arguments: { transcript_id } });
  return { transcript_id, result, isDeleted: routes(world).includes(deleted) };
}

describe('a transcript', () => {
  it.each(generations)(
    'is deleted once the person of a %s client agreed, and they are told which',
    async (generation) => {
      await using world = await startWorld({ deletes: 'ask' });
      const client = await world.connect(generation, asking);
      const asked = answering(client, { content: { confirm: true } });
      const { transcript_id, result, isDeleted } = await deleteOne(world, client);
      expect(asked).toEqual([expect.stringContaining(transcript_id)]);
      expect([isDeleted, result.isError]).toEqual([true, undefined]);
      expect(result.structuredContent).toMatchObject({ deleted: true });
    },
  );

  it.each([
    { action: 'decline' },
    { action: 'cancel' },
    { content: { confirm: false } },
    { content: { confirm: 'true' } },
  ])('stays where the person answers %o', async (answer) => {
    await using world = await startWorld({ deletes: 'ask' });
    const client = await world.connect('modern', asking);
    answering(client, answer);
    const { result, isDeleted } = await deleteOne(world, client);
    expect([isDeleted, result.isError]).toEqual([false, true]);
    expect(textOf(result)).toContain('nothing was deleted');
  });

  it.each(generations)('stays where a %s client cannot ask, and the way out is told', async (generation) => {
    await using world = await startWorld({ deletes: 'ask' });
    const { result, isDeleted } = await deleteOne(world, await world.connect(generation));
    expect([isDeleted, result.isError]).toEqual([false, true]);
    expect(textOf(result)).toMatch(/Nothing was deleted.*dashboard.*unasked/);
  });

  it.each(generations)('is deleted unasked for a %s client only where that was said', async (generation) => {
    await using world = await startWorld({ deletes: 'unasked' });
    const { result, isDeleted } = await deleteOne(world, await world.connect(generation));
    expect([isDeleted, result.isError]).toEqual([true, undefined]);
  });

  it('has no tool that deletes it by default', async () => {
    await using world = await startWorld();
    const call = world.connect('modern').then((client) => deleteOne(world, client));
    await expect(call).rejects.toThrow(/delete_transcript/);
  });
});
