import type { Subject } from '@earmark/conformance';
import { type Transcript, createClient } from '@earmark/core';
import { createAssemblyAIPlugin } from '../src/index.ts';

export const subject: Subject = {
  name: '@earmark/kernel',
  capabilities: {
    transcribe: true,
    abort: true,
    clock: true,
    stream: 'a function is called with recordings that are there',
  },
  async transcribe(place, { audio, params, signal }) {
    const plugin = createAssemblyAIPlugin({ client: createClient(place) });
    const result = await plugin.invoke('Transcribe', { INPUT: audio, ...params }, { signal });
    const { words } = (result as unknown as { output: Transcript }).output;
    const segments = (words ?? []).map(({ text, start, end, speaker }) => ({
      text,
      startMs: start,
      endMs: end,
      speaker: speaker ?? null,
    }));
    return { text: result.getValue(), segments };
  },
};
