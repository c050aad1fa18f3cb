import { createRequire } from 'node:module';
import { startEmulator } from '@earmark/emulator';
import type { ICredentialType } from 'n8n-workflow';
import { expect, it } from 'vitest';

const load = createRequire(import.meta.url);
const { AssemblyAiApi } = load('../reports/package/dist/credentials/AssemblyAiApi.credentials.js');
const credential: ICredentialType = new AssemblyAiApi();

// The service's answer to the credential's own request, and what n8n shows of it by the credential's rules.
async function shown(baseUrl: string, apiKey: string): Promise<string> {
  const { url = '' } = credential.test?.request ?? {};
  const { status } = await fetch(`${baseUrl}${url}`, { headers: { authorization: apiKey } });
  const rule = credential.test?.rules?.find(({ properties }) => Object(properties).value === status);
  return rule === undefined ? `HTTP ${status}` : String(Object(rule.properties).message);
}

it('the credential’s test: a good key passes, a wrong key and a wrong base URL are told apart', async () => {
  const emulator = await startEmulator({ engine: 'fixtures', keys: ['right'] });
  try {
    expect(await shown(emulator.url, 'right')).toBe('HTTP 200');
    expect(await shown(emulator.url, 'wrong')).toMatch(/does not know this key.*region/);
    expect(await shown(`${emulator.url}/v2`, 'right')).toContain('without /v2');
  } finally {
    await emulator.close();
  }
});
