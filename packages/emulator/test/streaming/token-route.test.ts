import { describe, expect, it } from 'vitest';
import { connect } from '../client.ts';
import { start } from '../world.ts';

describe('a temporary token', () => {
  it.each(['expires_in_seconds=1', 'expires_in_seconds=600&max_session_duration_seconds=60'])(
    'is given for %s, another one each time',
    async (query) => {
      const { client } = await start();
      const ask = async (): Promise<{ token: string; expires_in_seconds: number }> =>
        (await (await client.get(`/v3/token?${query}`)).json()) as never;
      const [one, other] = [await ask(), await ask()];
      expect(one.expires_in_seconds).toBe(Number(/\d+/.exec(query)?.[0]));
      expect(one.token).not.toBe(other.token);
    },
  );

  const expiry = 'expires_in_seconds must be a whole number from 1 to 600';
  const session = 'max_session_duration_seconds must be a whole number from 60 to 10800';
  it.each([
    ['', `${expiry}, and is missing`],
    ['expires_in_seconds=', expiry],
    ['expires_in_seconds=0', expiry],
    ['expires_in_seconds=601', expiry],
    ['expires_in_seconds=1.5', expiry],
    ['expires_in_seconds=-1', expiry],
    ['expires_in_seconds=1&max_session_duration_seconds=59', session],
    ['expires_in_seconds=1&max_session_duration_seconds=10801', session],
    ['expires_in_seconds=1&max_session_duration_seconds=long', session],
  ])('is refused for %j', async (query, error) => {
    const { client } = await start();
    const response = await client.get(`/v3/token?${query}`);
    expect([response.status, await response.json()]).toEqual([400, { error }]);
  });

  it('is refused without a key, and with a wrong one', async () => {
    const { emulator } = await start({ keys: ['right'] });
    for (const key of ['', 'wrong']) {
      const response = await connect(emulator.url, key).get('/v3/token?expires_in_seconds=60');
      expect([response.status, await response.json()]).toEqual([
        401,
        { error: 'Authentication error, API token missing/invalid' },
      ]);
    }
    expect((await connect(emulator.url, 'right').get('/v3/token?expires_in_seconds=60')).status).toBe(200);
  });
});
