import { describe, expect, it } from 'vitest';
import { until } from '../clock.ts';
import { start } from '../world.ts';
import { meetingPcm, openStream } from './client.ts';

type Query = Readonly<Record<string, string | number | boolean>>;

/** What is told of a stretch of the sample meeting. */
async function tell(fromMs: number, toMs: number, query: Query = {}) {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, query);
  client.stream(await meetingPcm(fromMs, toMs));
  await client.terminate();
  return client;
}

async function turnsOf(fromMs: number, toMs: number, query: Query): Promise<unknown[]> {
  return (await tell(fromMs, toMs, query)).ended();
}

async function partialsOf(query: Query): Promise<number> {
  return (await tell(19_000, 23_000, query)).turns().filter(({ end_of_turn }) => end_of_turn === false).length;
}

const english = { speech_model: 'universal-streaming-english' };
const byWord = { ...english, end_of_turn_confidence_threshold: 0, min_turn_silence: 150 };
const notes = [29_500, 34_300] as const;

describe('universal-3-6-pro', () => {
  it('starts, tells partial turns, and ends where a sentence does', async () => {
    const { messages } = await tell(0, 3_370);
    expect(messages.map(({ type, transcript, end_of_turn }) => [type, transcript, end_of_turn])).toEqual([
      ['Begin', undefined, undefined],
      ['SpeechStarted', undefined, undefined],
      ['Turn', 'Good morning,', false],
      ['Turn', 'Good morning, Daniel.', true],
      ['SpeechStarted', undefined, undefined],
      ['Turn', "Let's start", false],
      ['Turn', "Let's start with the dates.", true],
      ['Termination', undefined, undefined],
    ]);
    expect(messages[1]).toMatchObject({ timestamp: 400 });
    const [partial, final] = [messages[2], messages[3]];
    expect(partial).toMatchObject({ turn_order: 0, turn_is_formatted: true, end_of_turn_confidence: 0, utterance: '' });
    expect(partial?.words?.some((word) => word.word_is_final)).toBe(false);
    expect(final).toMatchObject({ turn_order: 0, turn_is_formatted: true, end_of_turn_confidence: 1 });
    expect(final?.utterance).toBe(final?.transcript);
    expect(final?.words?.every((word) => word.word_is_final)).toBe(true);
    expect(messages[5]).toMatchObject({ turn_order: 1 });
  });

  it.each([
    ['min_latency', "Let's"],
    ['balanced', "Let's start"],
  ])('in %s tells the first partial turn in time', async (mode, transcript) => {
    const client = await tell(0, 2_500, { mode, speech_model: 'universal-3-5-pro' });
    expect(client.turns().find(({ turn_order }) => turn_order === 1)).toMatchObject({ transcript, end_of_turn: false });
  });

  it('waits longer where accuracy matters, and as long as it is told', async () => {
    expect(await turnsOf(0, 6_700, { mode: 'min_latency' })).toHaveLength(3);
    expect(await turnsOf(0, 6_700, { mode: 'max_accuracy' })).toHaveLength(1);
    expect(await turnsOf(0, 6_700, { mode: 'max_accuracy', min_turn_silence: 400 })).toHaveLength(2);
    expect(await turnsOf(0, 6_700, { max_turn_silence: 90 })).toHaveLength(4);
  });

  it('tells partial turns rarely, or never, where that is asked', async () => {
    const [usual, rare] = [await partialsOf({}), await partialsOf({ continuous_partials: false })];
    expect([usual, rare]).toEqual([3, 1]);
    expect(await partialsOf({ include_partial_turns: false })).toBe(0);
    expect(await partialsOf({ redact_pii: true })).toBe(0);
  });
});

describe('u3-rt-pro', () => {
  it('tells a partial turn at a pause, and only there', async () => {
    const client = await tell(...notes, { speech_model: 'u3-rt-pro' });
    expect(client.messages.map(({ type }) => type)).toEqual(['Begin', 'SpeechStarted', 'Turn', 'Turn', 'Termination']);
    expect(client.turns()).toMatchObject([
      { transcript: 'Maria writes the release notes,', end_of_turn: false, turn_is_formatted: false },
      { transcript: 'Maria writes the release notes, and I will review them on Friday.', turn_is_formatted: true },
    ]);
  });
});

describe('universal-streaming-english', () => {
  it('ends a turn when it is sure after some silence, or after a lot of it', async () => {
    expect(await turnsOf(0, 16_800, english)).toHaveLength(3);
    expect(await turnsOf(0, 16_800, { ...english, end_of_turn_confidence_threshold: 1 })).toHaveLength(1);
    expect(
      await turnsOf(0, 16_800, { ...english, end_of_turn_confidence_threshold: 1, max_turn_silence: 400 }),
    ).toHaveLength(3);
    expect(
      (await turnsOf(0, 16_800, { ...english, min_end_of_turn_silence_when_confident: 110 })).length,
    ).toBeGreaterThan(3);
  });

  it('tells an utterance at a pause, before its turn ends', async () => {
    const client = await tell(...notes, { ...english, min_turn_silence: 150 });
    const uttered = client.turns().filter(({ utterance }) => utterance !== '');
    expect(uttered).toMatchObject([
      { end_of_turn: false, utterance: 'maria writes the release notes', transcript: 'maria writes the release notes' },
      { end_of_turn: true, utterance: 'and i will review them on friday' },
    ]);
    expect((await tell(...notes, byWord)).ended()).toHaveLength(2);
  });

  it('never changes a word that is final', async () => {
    const client = await tell(0, 20_000, english);
    const final = new Map<string, unknown>();
    for (const { turn_order, words = [] } of client.turns()) {
      for (const [at, word] of words.entries()) {
        const before = final.get(`${turn_order} ${at}`);
        if (before !== undefined) expect(word).toEqual(before);
        if (word.word_is_final) final.set(`${turn_order} ${at}`, word);
      }
    }
    expect(final.size).toBeGreaterThan(30);
  });

  it('sends a turn again, formatted, where that is asked', async () => {
    const client = await tell(0, 3_370, { ...english, format_turns: true });
    expect(client.ended()).toMatchObject([
      { turn_order: 0, turn_is_formatted: false, transcript: "good morning daniel let's start with the dates" },
      { turn_order: 0, turn_is_formatted: true, transcript: "Good morning, Daniel. Let's start with the dates." },
    ]);
  });
});

describe('universal-streaming-multilingual', () => {
  it('is always formatted, and ends with an empty turn', async () => {
    const query = { speech_model: 'universal-streaming-multilingual', language_detection: true };
    const client = await tell(0, 3_370, query);
    expect(client.turns().every(({ turn_is_formatted }) => turn_is_formatted)).toBe(true);
    expect(client.turns()[0]).toMatchObject({ transcript: 'Good', words: [{ word_is_final: false }] });
    expect(client.ended()).toMatchObject([
      { transcript: "Good morning, Daniel. Let's start with the dates.", language_code: 'en' },
      { transcript: '', words: [] },
    ]);
  });
});

it.each(['universal-3-6-pro', 'universal-streaming-english', 'u3-rt-pro'])(
  'the same audio gives the same turns of %s, however it is cut into messages',
  async (speech_model) => {
    const told = [];
    for (const bytes of [1_600, 7_777, 32_000]) {
      const { emulator } = await start();
      const client = await openStream(emulator.streamingUrl, { speech_model });
      client.stream(await meetingPcm(4_321, 34_000), bytes);
      await client.terminate();
      told.push(client.turns());
    }
    expect(told[0]?.length).toBeGreaterThan(9);
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
  },
);

describe('a client', () => {
  it('ends a turn when it likes, and never an empty one', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl, english);
    client.say({ type: 'ForceEndpoint' });
    client.stream(await meetingPcm(0, 2_600));
    client.say({ type: 'ForceEndpoint' });
    client.say({ type: 'ForceEndpoint' });
    client.stream(await meetingPcm(2_600, 3_300));
    await client.terminate();
    expect(client.ended().map(({ turn_order, transcript }) => [turn_order, transcript])).toEqual([
      [0, "good morning daniel let's start with the"],
      [1, 'dates'],
    ]);
  });

  it('changes the settings of what follows', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl, { ...english, end_of_turn_confidence_threshold: 1 });
    client.stream(await meetingPcm(0, 8_000));
    await until(() => emulator.journal[0]?.stream?.audioBytes === 8_000 * 32);
    expect(client.ended()).toEqual([]);
    client.say({ type: 'UpdateConfiguration', max_turn_silence: 300, keyterms_prompt: ['beta'], unheard_of: 1 });
    client.stream(await meetingPcm(8_000, 10_900));
    await client.terminate();
    expect(client.ended()).toHaveLength(2);
  });

  it('hears who spoke, and of a short turn only in the end', async () => {
    const { emulator } = await start();
    const client = await openStream(emulator.streamingUrl, { speaker_labels: true });
    client.stream(await meetingPcm(0, 1_000));
    client.say({ type: 'ForceEndpoint' });
    client.stream(await meetingPcm(1_000, 8_600));
    await client.terminate();
    expect(client.ended().map((turn) => turn['speaker_label'])).toEqual(['PENDING', 'B']);
    expect(client.ended()[1]?.words?.[0]).toMatchObject({ speaker: 'A' });
    const types = client.messages.map(({ type }) => type).slice(-2);
    expect(types).toEqual(['SpeakerRevision', 'Termination']);
    const words = [{ text: 'Good', speaker: 'A' }, { text: 'morning,' }];
    expect(client.messages.at(-2)).toMatchObject({ revisions: [{ turn_order: 0, speaker_label: 'A', words }] });
  });
});
