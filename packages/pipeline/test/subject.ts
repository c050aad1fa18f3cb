import { PassThrough } from 'node:stream';
import type { Final, Place, StreamCall, Subject } from '@earmark/conformance';
import { type TurnFields, createClient } from '@earmark/core';
import {
  AssemblyAISTTService,
  type ErrorFrame,
  InputAudioRawFrame,
  Pipeline,
  PipelineTask,
  TranscriptionFrame,
} from '../src/index.ts';

const why = 'a pipeline hears audio that is live';

export const subject: Subject = {
  name: '@earmark/pipeline',
  capabilities: { transcribe: why, abort: true, clock: true, stream: true },
  transcribe: () => Promise.reject(new Error(why)),
  async *stream(place, call) {
    const finals = new PassThrough({ objectMode: true });
    void converse(place, call, finals).then(
      () => finals.end(),
      (error: unknown) => finals.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    yield* finals as AsyncIterable<Final>;
  },
};

async function converse(place: Place, { audio, params, signal }: StreamCall, finals: PassThrough): Promise<void> {
  const { clock } = place;
  const stt = new AssemblyAISTTService({
    client: createClient(place),
    connectionParams: params,
    vadForceTurnEndpoint: false,
    clock,
  });
  const errors: ErrorFrame[] = [];
  const task = new PipelineTask(new Pipeline([stt]), {
    clock,
    signal,
    onError: (frame) => void errors.push(frame),
    onFrameReachedDownstream: (frame) => {
      if (frame instanceof TranscriptionFrame) finals.write(toFinal(frame));
    },
  });
  const over = task.run();
  void feed(task, audio);
  await over;
  signal?.throwIfAborted();
  const failed = errors.find(({ exception }) => exception !== undefined);
  if (failed !== undefined) throw new Error(failed.error, { cause: failed.exception });
}

// A microphone may stay open when the pipeline is over.
async function feed(task: PipelineTask, audio: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of audio) {
    await task.queueFrame(new InputAudioRawFrame({ audio: chunk, sampleRate: 16_000 }));
  }
  await task.stopWhenDone();
}

function toFinal({ text, result }: TranscriptionFrame): Final {
  const { words } = result as TurnFields;
  return { text, words: words.map((word) => ({ text: word.text, startMs: word.start, endMs: word.end })) };
}
