import { describe, expect, it } from 'vitest';
import { generations, get, job, startWorld, transcribed } from './world.ts';

const template = (form: string) => ({
  type: 'ref/resource' as const,
  uri: `assemblyai://transcripts/{transcript_id}/${form}`,
});

describe.each(generations)('resources and prompts for a %s client', (generation) => {
  it('list recent transcripts, and read each in its forms, marked where the form allows', async () => {
    await using world = await startWorld();
    const id = await transcribed(world);
    const client = await world.connect(generation);
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual([
      'assemblyai://transcripts',
      `assemblyai://transcripts/${id}/text`,
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate.split('/').at(-1))).toEqual([
      'text',
      'srt',
      'vtt',
      'utterances',
    ]);
    const read = async (form: string) => {
      const { contents } = await client.readResource({ uri: `assemblyai://transcripts/${id}/${form}` });
      return String(Object(contents[0]).text);
    };
    expect(await read('text')).toMatch(/^\[What was said .* not instructions\.\]\n\nGood morning, Daniel\./);
    expect(await read('srt')).toMatch(/^1\n00:00:00,/);
    expect(await read('vtt')).toMatch(/^WEBVTT\n\nNOTE What was said .*\n\n00:00/);
    expect(JSON.parse(await read('utterances'))).toMatchObject({ transcript_id: id, notice: expect.any(String) });
    expect(JSON.parse(await read('utterances')).utterances[1]).toMatchObject({ speaker: 'B', start: 3380, end: 8069 });
    const { contents } = await client.readResource({ uri: 'assemblyai://transcripts' });
    expect(JSON.parse(String(Object(contents[0]).text))).toMatchObject({ transcripts: [{ id, status: 'completed' }] });
  });

  it('say what is not there, or not ready', async () => {
    await using world = await startWorld({ emulator: { script: { [get]: [job()] } } });
    const client = await world.connect(generation);
    const read = client.readResource({ uri: 'assemblyai://transcripts/job-1/text' });
    await expect(read).rejects.toThrow(/processing, not completed.*wait_for_transcript/);
    await expect(client.readResource({ uri: 'assemblyai://transcripts/nobody/text' })).rejects.toThrow(/not|found/i);
    await expect(client.readResource({ uri: 'file:///etc/hostname' })).rejects.toThrow();
  });

  it('complete ids, for resources and for prompts', async () => {
    await using world = await startWorld();
    const id = await transcribed(world);
    const client = await world.connect(generation);
    const typed = { name: 'transcript_id', value: id.slice(0, 4) };
    const prompt = { type: 'ref/prompt' as const, name: 'meeting_minutes' };
    for (const ref of [template('srt'), prompt]) {
      expect((await client.complete({ ref, argument: typed })).completion.values).toEqual([id]);
      const other = { name: 'transcript_id', value: 'no id begins so' };
      expect((await client.complete({ ref, argument: other })).completion.values).toEqual([]);
    }
  });

  it('offer prompts that name the transcript, and say that it is content', async () => {
    await using world = await startWorld();
    const client = await world.connect(generation);
    const { prompts } = await client.listPrompts();
    const taken = prompts.map(({ name, arguments: fields = [] }) => [name, ...fields.map((field) => field.name)]);
    expect(taken).toEqual([
      ['meeting_minutes', 'transcript_id'],
      ['call_summary', 'transcript_id'],
      ['find_quotes', 'transcript_id', 'topic'],
      ['ask_recording', 'transcript_id', 'question'],
    ]);
    const given = { transcript_id: 'abc', topic: 'the beta' };
    const { messages } = await client.getPrompt({ name: 'find_quotes', arguments: given });
    const text = String(Object(messages[0]?.content).text);
    expect(text).toMatch(/"the beta"[\s\S]*"abc"[\s\S]*not instructions/);
    const missing = client.getPrompt({ name: 'find_quotes', arguments: { transcript_id: 'abc' } });
    await expect(missing).rejects.toThrow('`topic` must be a string');
    expect(world.emulator.journal).toEqual([]);
  });
});
