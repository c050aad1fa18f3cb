import { expect, it } from 'vitest';
import { start } from '../world.ts';
import { openStream, silence } from './client.ts';

type Heard = readonly [text: string, start: number, end: number, isFinal: boolean];

function turn(
  transcript: string,
  words: readonly Heard[],
  how: { readonly ends?: boolean; readonly formatted?: boolean } = {},
) {
  return {
    turn_order: 0,
    turn_is_formatted: how.formatted ?? false,
    end_of_turn: how.ends ?? false,
    transcript,
    end_of_turn_confidence: how.ends === true ? 0.81 : 0.01,
    words: words.map(([text, from, end, word_is_final]) => ({
      start: from,
      end,
      text,
      confidence: 0.9,
      word_is_final,
    })),
    type: 'Turn',
  };
}

// The sequence that the service documents for a turn: words become final one by one, and the text is sent again formatted.
// https://www.assemblyai.com/docs/universal-streaming/message-sequence
const hi = ['hi', 1440, 1520, true] as const;
const my = ['my', 1600, 1680, true] as const;
const name = ['name', 1600, 1680, true] as const;
const is = ['is', 1680, 1760, true] as const;
const documented = [
  turn('', [['hi', 1440, 1520, false]]),
  turn('hi my', [hi, my, ['name', 1600, 1680, false]]),
  turn('hi my name', [hi, my, name, ['is', 1680, 1760, false]]),
  turn('hi my name is', [hi, my, name, is, ['son', 2320, 2400, false]]),
  turn('hi my name is', [hi, my, name, is, ['sonny', 2320, 2640, false]]),
  turn('hi my name is sonny', [hi, my, name, is, ['sonny', 2320, 3040, true]], { ends: true }),
  turn('Hi, my name is Sonny.', [['Hi,', 1440, 1520, true], my, name, is, ['Sonny.', 2320, 3040, true]], {
    ends: true,
    formatted: true,
  }),
];

it('recorded messages are served as they are, in step with the audio', async () => {
  const script = { 'GET /v3/ws': [{ stream: { frames: documented } }] };
  const { emulator } = await start({ engine: 'fixtures', script });
  const client = await openStream(emulator.streamingUrl);
  client.stream(silence(100));
  expect((await client.terminate()).code).toBe(1000);
  expect([client.messages[0]?.type, client.messages.at(-1)?.type]).toEqual(['Begin', 'Termination']);
  expect(client.turns()).toEqual(documented);
});

it('a recording with its own beginning and end gets no other', async () => {
  const begin = { type: 'Begin', id: 'de5d9927-73a6-4be8-b52d-b4c07be37e6b', expires_at: 1_759_796_682 };
  const termination = { type: 'Termination', audio_duration_seconds: 2, session_duration_seconds: 3 };
  const frames = [begin, ...documented.slice(0, 1), termination];
  const { emulator } = await start({ engine: 'fixtures', script: { 'GET /v3/ws': [{ stream: { frames } }] } });
  const client = await openStream(emulator.streamingUrl);
  await client.terminate();
  expect(client.messages).toEqual(frames);
});
