import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { startEmulator } from '../../src/index.ts';
import { connect } from '../client.ts';
import { melody, toWav } from '../wav.ts';

it('an emulator ends although its engine is deaf to the end', async () => {
  const events = new EventEmitter();
  const asked = once(events, 'asked');
  const recognise = async (): Promise<undefined> => {
    events.emit('asked');
    return await new Promise(() => undefined);
  };
  const emulator = await startEmulator({ engine: { name: 'deaf', recognise } });
  const { upload, create } = connect(emulator.url);
  await create({ audio_url: await upload(toWav([melody(2, 16_000, 1)], 16_000)) });
  await asked;
  await expect(emulator.close()).resolves.toBeUndefined();
});
