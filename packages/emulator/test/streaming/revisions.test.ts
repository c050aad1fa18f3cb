import { expect, it } from 'vitest';
import { until } from '../clock.ts';
import { start } from '../world.ts';
import { meetingPcm, openStream, silence } from './client.ts';

const name = 'speaker_labels_revision_interval_ms';
const twoMinutes = { speaker_labels: true, [name]: 120_000 };

/** A short turn, the rest of what is said, and silence, until so many milliseconds have been heard. */
async function hear(untilMs: number, query: Readonly<Record<string, boolean | number>>) {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, query);
  const heard = (ms: number) => async () =>
    await until(() => emulator.journal[0]?.stream?.audioBytes === ms * 32, `${ms} ms`);
  client.stream(await meetingPcm(0, 1_000));
  client.say({ type: 'ForceEndpoint' });
  client.stream(await meetingPcm(1_000, 8_600));
  client.stream(silence(untilMs - 8_600), 32_000);
  await heard(untilMs)();
  const revisions = () => client.messages.filter(({ type }) => type === 'SpeakerRevision');
  return { client, heard, revisions };
}

it('what was too short to tell is told after two minutes of audio, and not again in the end', async () => {
  const { client, heard, revisions } = await hear(119_000, twoMinutes);
  expect(revisions()).toEqual([]);
  client.stream(silence(1_000), 32_000);
  await client.has('SpeakerRevision');
  const words = [{ text: 'Good', speaker: 'A' }, { text: 'morning,' }];
  expect(revisions()).toMatchObject([{ revisions: [{ turn_order: 0, speaker_label: 'A', words }] }]);

  client.stream(silence(121_000), 32_000);
  await heard(241_000)();
  client.stream(await meetingPcm(3_380, 4_200));
  client.say({ type: 'ForceEndpoint' });
  await client.terminate();
  expect(client.messages.slice(-2).map(({ type }) => type)).toEqual(['SpeakerRevision', 'Termination']);
  const [, last, ...more] = revisions();
  expect(last).toMatchObject({ revisions: [{ turn_order: 2, speaker_label: 'B' }] });
  expect(last?.['revisions']).toHaveLength(1);
  expect(more).toEqual([]);
});

it.each([{ speaker_labels: true }, { speaker_labels: true, [name]: 0 }])('with %j only in the end', async (query) => {
  const { client, revisions } = await hear(130_000, query);
  expect(revisions()).toEqual([]);
  await client.terminate();
  expect(revisions()).toHaveLength(1);
});

it('less than two minutes are refused', async () => {
  const { emulator } = await start();
  const query = { speaker_labels: true, [name]: 119_999 };
  const { messages, closed } = await openStream(emulator.streamingUrl, query, { until: 'nothing' });
  expect((await closed).code).toBe(3006);
  expect(messages).toMatchObject([
    { error: `User Input Validation Error: Invalid '${name}': Input should be greater than or equal to 120000` },
  ]);
});
