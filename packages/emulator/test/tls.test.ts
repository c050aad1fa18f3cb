import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { start } from './world.ts';

/** Asks over TLS, trusting one file. */
async function ask(url: string, ca: string | undefined): Promise<{ status: number | undefined; body: string }> {
  return await new Promise((resolve, reject) => {
    const asked = request(url, { ca, headers: { authorization: 'a' } }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    });
    asked.once('error', reject).end();
  });
}

it('the same is served over TLS, with a certificate for 127.0.0.1 and localhost', async () => {
  const { emulator, client } = await start({ engine: 'fixtures', tls: true });
  const { url = '', caFile = '', ...others } = emulator.tls ?? {};
  const port = new URL(url).port;
  const ca = await readFile(caFile, 'utf8');
  const { id } = await client.create({ audio_url: 'a' });
  for (const host of ['127.0.0.1', 'localhost']) {
    const { status, body } = await ask(`https://${host}:${port}/v2/transcript/${id}`, ca);
    expect([status, JSON.parse(body)]).toMatchObject([200, { id }]);
  }
  expect(port).not.toBe(new URL(emulator.url).port);
  expect(others).toEqual({ streamingUrl: `wss://127.0.0.1:${port}`, llmGatewayUrl: `${url}/v1`, syncUrl: url });
});

it('a page of the list leads on over TLS', async () => {
  const { emulator } = await start({ engine: 'fixtures', tls: true });
  const { url = '', caFile = '' } = emulator.tls ?? {};
  const { body } = await ask(`${url}/v2/transcript?limit=1`, await readFile(caFile, 'utf8'));
  expect(JSON.parse(body)).toMatchObject({ page_details: { current_url: `${url}/v2/transcript?limit=1` } });
});

it('nobody trusts the certificate who was not told to', async () => {
  const { emulator } = await start({ engine: 'fixtures', tls: true });
  await expect(ask(`${emulator.tls?.url}/v2/transcript/a`, undefined)).rejects.toThrow('self-signed certificate');
});

it('a connection over TLS is cut as well', async () => {
  const script = { 'GET /v2/transcript/{transcript_id}': [{ reset: true }] };
  const { emulator } = await start({ engine: 'fixtures', tls: true, script });
  const ca = await readFile(emulator.tls?.caFile ?? '', 'utf8');
  await expect(ask(`${emulator.tls?.url}/v2/transcript/a`, ca)).rejects.toThrow('socket hang up');
  expect((await ask(`${emulator.tls?.url}/v2/transcript/a`, ca)).status).toBe(400);
});

it('without `tls` there is none', async () => {
  const { emulator } = await start();
  expect(emulator.tls).toBeUndefined();
});
