import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type HttpRequest, type NodeClientOptions, type Transport, createClient } from '../../src/index.ts';
import { startEmulator } from '@earmark/emulator';
import { answerOf, errorOf, key, startWorld } from '../world.ts';

interface Recorder {
  readonly transport: Transport;
  readonly requests: HttpRequest[];
}

function recorder(): Recorder {
  const requests: HttpRequest[] = [];
  const body = { id: 'job-1', status: 'queued', audio_url: 'http://127.0.0.1:9/a.mp3', data: [] };
  return {
    requests,
    transport: async (request) => {
      requests.push(request);
      return answerOf(body);
    },
  };
}

/** Where a client with these options asks, and with which key. */
async function asked(options: NodeClientOptions): Promise<{ rest: string; gateway: string; key: string }> {
  const { transport, requests } = recorder();
  const client = createClient({ transport, ...options });
  await client.transcripts.get('1');
  await client.llm.models();
  const [rest, gateway] = requests;
  return { rest: rest?.url ?? '', gateway: gateway?.url ?? '', key: rest?.headers['authorization'] ?? '' };
}

afterEach(() => vi.unstubAllEnvs());

describe('addresses', () => {
  it('are those of the US without a word', async () => {
    expect(await asked({ apiKey: key })).toEqual({
      rest: 'https://api.assemblyai.com/v2/transcript/1',
      gateway: 'https://llm-gateway.assemblyai.com/v1/models',
      key,
    });
  });

  it('are those of the EU for region eu', async () => {
    expect(await asked({ apiKey: key, region: 'eu' })).toMatchObject({
      rest: 'https://api.eu.assemblyai.com/v2/transcript/1',
      gateway: 'https://llm-gateway.eu.assemblyai.com/v1/models',
    });
  });

  it.each(['', '/', '//'])('keep their path prefix, with %j at the end', async (end) => {
    const options = { baseUrl: `http://host:1/a/b${end}`, llmGatewayUrl: `http://host:2/c/v1${end}` };
    expect(await asked({ apiKey: key, ...options })).toMatchObject({
      rest: 'http://host:1/a/b/v2/transcript/1',
      gateway: 'http://host:2/c/v1/models',
    });
  });

  it('arrive at the prefix', async () => {
    await using emulator = await startEmulator({ engine: 'fixtures' });
    const client = createClient({ apiKey: key, baseUrl: `${emulator.url}/prefix/` });
    expect(await errorOf(client.transcripts.create({ audio_url: 'http://127.0.0.1:9/a' }))).toMatchObject({
      code: 'not_found',
    });
    expect(emulator.journal[0]?.path).toBe('/prefix/v2/transcript');
  });

  it.each([
    ['baseUrl', 'ftp://host'],
    ['baseUrl', 'api.assemblyai.com'],
    ['baseUrl', ''],
    ['llmGatewayUrl', 'file:///etc'],
    ['llmGatewayUrl', 'https://'],
  ])('that are no http(s) URL are refused: %s %j', (name, value) => {
    const error = thrownBy(() => createClient({ apiKey: key, [name]: value }));
    expect(error).toMatchObject({ name: 'EarmarkError', code: 'invalid' });
    expect(String(error)).toContain(`\`${name}\``);
  });

  it('of an unknown region are refused', () => {
    const options = { apiKey: key, region: 'toString' } as unknown as NodeClientOptions;
    expect(thrownBy(() => createClient(options))).toMatchObject({ name: 'EarmarkError', code: 'invalid' });
  });
});

describe('the environment', () => {
  it('is read at createClient(), not at import', async () => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', 'key-of-env');
    vi.stubEnv('ASSEMBLYAI_BASE_URL', 'http://env-host/rest');
    vi.stubEnv('ASSEMBLYAI_LLM_GATEWAY_URL', 'http://env-host/v1');
    const fromEnv = {
      rest: 'http://env-host/rest/v2/transcript/1',
      gateway: 'http://env-host/v1/models',
      key: 'key-of-env',
    };
    expect(await asked({})).toEqual(fromEnv);
    expect(await asked({ apiKey: undefined, baseUrl: undefined, llmGatewayUrl: undefined })).toEqual(fromEnv);
  });

  it('of a later moment does not change a client', async () => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', 'key-of-env');
    const { transport, requests } = recorder();
    const client = createClient({ transport });
    vi.stubEnv('ASSEMBLYAI_API_KEY', 'another');
    await client.transcripts.get('1');
    expect(requests[0]?.headers['authorization']).toBe('key-of-env');
  });

  it('gives way to options', async () => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', 'key-of-env');
    vi.stubEnv('ASSEMBLYAI_BASE_URL', 'http://env-host');
    vi.stubEnv('ASSEMBLYAI_LLM_GATEWAY_URL', 'http://env-host/v1');
    const options = { apiKey: key, baseUrl: 'http://host', llmGatewayUrl: 'http://host/llm' };
    expect(await asked(options)).toEqual({
      rest: 'http://host/v2/transcript/1',
      gateway: 'http://host/llm/models',
      key,
    });
  });
});

describe('defaults', () => {
  it('are kept by an explicit undefined', async () => {
    vi.stubEnv('ASSEMBLYAI_BASE_URL', undefined);
    const options = { apiKey: key, region: undefined, baseUrl: undefined, clock: undefined };
    expect((await asked(options)).rest).toBe('https://api.assemblyai.com/v2/transcript/1');
    await using emulator = await startEmulator({ engine: 'fixtures' });
    const client = createClient({ apiKey: key, baseUrl: emulator.url, transport: undefined });
    expect((await client.transcripts.create({ audio_url: 'http://127.0.0.1:9/a' })).status).toBe('queued');
  });
});

describe('the key', () => {
  it.each([[undefined], [''], ['  \n']])('is asked for when it is %j', (apiKey) => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', undefined);
    const error = thrownBy(() => createClient({ apiKey }));
    expect(error).toMatchObject({ name: 'EarmarkError', code: 'auth', retryable: false });
    expect(String(error)).toContain('ASSEMBLYAI_API_KEY');
  });

  it('that is blank does not fall back to the environment’s', () => {
    vi.stubEnv('ASSEMBLYAI_API_KEY', 'key-of-env');
    expect(thrownBy(() => createClient({ apiKey: '' }))).toMatchObject({ code: 'auth' });
  });

  it('is sent without the blanks that come along when it is pasted', async () => {
    expect((await asked({ apiKey: ` ${key}\n` })).key).toBe(key);
  });

  it('is nowhere in a client that is logged, before and after it is used', async () => {
    await using world = await startWorld();
    const shown = (): string =>
      inspect(world.client, { showHidden: true, depth: Infinity, getters: true }) + JSON.stringify(world.client);
    expect(shown()).not.toContain(key);
    await world.client.transcripts.create({ audio_url: 'http://127.0.0.1:9/a' });
    expect(shown()).not.toContain(key);
  });
});

it('a client cannot be changed', () => {
  expect(Object.isFrozen(createClient({ apiKey: key }))).toBe(true);
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
