import { expect, it } from 'vitest';
import { engineThatHears, start } from '../world.ts';
import { meetingPcm, openStream } from './client.ts';

const english = { speech_model: 'universal-streaming-english', format_turns: true };

it('personal data is hidden in finished turns, and there are no others', async () => {
  const { emulator } = await start();
  const query = {
    ...english,
    redact_pii: true,
    redact_pii_policies: 'money_amount,person_name',
    redact_pii_sub: 'entity_name',
  };
  const client = await openStream(emulator.streamingUrl, query);
  client.stream(await meetingPcm(19_000, 24_500));
  await client.terminate();
  expect(client.turns().every((turn) => turn.end_of_turn)).toBe(true);
  const [plain, formatted] = client.ended();
  expect(plain?.transcript).toMatch(/^the budget for the recording studio is (\[MONEY_AMOUNT\] ?)+/);
  expect(plain?.utterance).toBe(plain?.transcript);
  expect(formatted?.transcript).toMatch(/^The budget for the recording studio is (\[MONEY_AMOUNT\]\.? ?)+/);
  expect(JSON.stringify(emulator.journal[0]?.stream)).not.toContain('thousand');
});

it('a name is hidden as it is written', async () => {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, { redact_pii: true, include_partial_turns: true });
  client.stream(await meetingPcm(0, 3_300));
  await client.terminate();
  expect(client.ended()[0]?.transcript).toBe('Good morning, ######.');
  expect(client.ended()[0]?.words?.[2]).toMatchObject({ text: '######.', start: 990, end: 1_570 });
});

it('profanity is written as asterisks', async () => {
  const { emulator } = await start({ engine: engineThatHears({ text: 'Shit.', start: 200, end: 500 }) });
  const client = await openStream(emulator.streamingUrl, { filter_profanity: true });
  client.stream(await meetingPcm(0, 1_000));
  await client.terminate();
  expect(client.ended().map(({ transcript }) => transcript)).toEqual(['****.']);
});

it('what is asked once and for all stays', async () => {
  const { emulator } = await start();
  const client = await openStream(emulator.streamingUrl, english);
  client.say({ type: 'UpdateConfiguration', speech_model: 'nonsense', redact_pii: true, sample_rate: 1 });
  client.stream(await meetingPcm(0, 3_300));
  await client.terminate();
  expect(client.ended()[0]?.transcript).toBe("good morning daniel let's start with the dates");
});
