import { samples } from '@earmark/emulator';
import { createClient } from '../../src/index.ts';

// Streams the sample meeting's first seconds, as the environment says where and whom to trust, and prints what is heard.
const client = createClient({ apiKey: 'any-key' });
const audio = (await samples.meeting.pcm()).slice(0, 3_400 * 32);
const token = async (): Promise<string> => (await client.streaming.createToken({ expires_in_seconds: 60 })).token;
for (const how of [{}, { token }]) {
  for await (const event of client.streaming.transcribe(audio, {}, { pacing: 'off', ...how })) {
    if (event.type === 'turn-end') process.stdout.write(`${event.transcript}\n`);
    if (event.type === 'reconnect') process.stdout.write('reconnect\n');
  }
}
