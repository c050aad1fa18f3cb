import { type Emulator, startEmulator } from '@earmark/emulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testCredential } from './tester.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ engine: 'fixtures', keys: ['right'] });
});
afterAll(async () => {
  await emulator.close();
});

const hosts = { us: 'https://api.assemblyai.com', eu: 'https://api.eu.assemblyai.com' } as const;

it.each(['us', 'eu'] as const)('a good key of the region %s passes, at that region’s host', async (region) => {
  const tested = await testCredential(emulator, { apiKey: 'right', region, baseUrl: '', llmGatewayUrl: '' });
  expect(tested).toEqual({ shown: 'Connection successful!', host: hosts[region] });
  const asked = emulator.journal.at(-1);
  expect(asked).toMatchObject({ route: 'GET /v2/transcript', path: '/v2/transcript?limit=1', status: 200 });
});

it.each(['us', 'eu'] as const)('a wrong key is told, and that the region %s may be another’s', async (region) => {
  const tested = await testCredential(emulator, { apiKey: 'wrong', region, baseUrl: '', llmGatewayUrl: '' });
  expect(tested).toEqual({ shown: expect.stringMatching(/does not know this key.*region/), host: hosts[region] });
});

it('a base URL goes before the region, and one with /v2 is told', async () => {
  const data = { apiKey: 'right', region: 'eu', baseUrl: emulator.url, llmGatewayUrl: '' };
  expect(await testCredential(emulator, data)).toEqual({ shown: 'Connection successful!', host: emulator.url });
  const { shown } = await testCredential(emulator, { ...data, baseUrl: `${emulator.url}/v2` });
  expect(shown).toContain('without /v2');
});

it('a key that the account may not use is told apart from one that nobody knows', async () => {
  const closed = await startEmulator({ engine: 'fixtures', script: () => ({ status: 403 }) });
  const data = { apiKey: 'right', region: 'us', baseUrl: '', llmGatewayUrl: '' };
  const { shown } = await testCredential(closed, data);
  await closed.close();
  expect(shown).toMatch(/refuses this key.*balance/);
});
