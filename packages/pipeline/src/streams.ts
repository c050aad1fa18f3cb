import { Deferred } from './deferred.ts';
import { type Frame, InputAudioRawFrame } from './frames.ts';
import { Pipeline } from './pipeline.ts';
import { PipelineTask, type PipelineTaskOptions } from './pipeline-task.ts';
import type { FrameProcessor } from './frame-processor.ts';

/** Raw audio, or frames. */
export type PipelineInput = Uint8Array | Frame;
export type StreamFramesOptions = Omit<PipelineTaskOptions, 'onFrameReachedDownstream'>;

/**
 * Runs processors over a source, and yields the frames that reach their end: a pipeline for whoever needs no task.
 *
 * Audio is mono, at the rate `params` say. A reader that falls behind slows the source; one that leaves cancels.
 *
 * @throws what a fatal ErrorFrame was made of, what the source throws, or the signal's reason.
 */
export async function* streamFrames(
  processors: Pipeline | readonly FrameProcessor[],
  input: Iterable<PipelineInput> | AsyncIterable<PipelineInput>,
  options: StreamFramesOptions = {},
): AsyncGenerator<Frame, void> {
  const out = new Handoff();
  const pipeline = processors instanceof Pipeline ? processors : new Pipeline(processors);
  const task = new PipelineTask(pipeline, {
    ...options,
    onFrameReachedDownstream: async (frame) => await out.put(frame),
  });
  const run = task.run().finally(() => out.close());
  const fed = feed(task, input, options.params?.audioInSampleRate ?? 16_000);
  const isFed = fed.catch(async () => await task.cancel());
  try {
    yield* out;
    const { status, error } = await run;
    if (error !== undefined) throw error.exception instanceof Error ? error.exception : new Error(error.error);
    await fed;
    if (status === 'cancelled') options.signal?.throwIfAborted();
  } finally {
    out.close();
    await task.cancel();
    await run;
    void isFed;
  }
}

/** The same as a pair of web streams. */
export function toTransformStream(
  processors: Pipeline | readonly FrameProcessor[],
  options: StreamFramesOptions = {},
): { readonly writable: WritableStream<PipelineInput>; readonly readable: ReadableStream<Frame> } {
  const { writable, readable } = new TransformStream<PipelineInput, PipelineInput>();
  const frames = streamFrames(processors, readable, options);
  return {
    writable,
    readable: new ReadableStream<Frame>(
      {
        async pull(controller) {
          const { done, value } = await frames.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
        async cancel() {
          await frames.return();
        },
      },
      { highWaterMark: 0 },
    ),
  };
}

async function feed(
  task: PipelineTask,
  input: Iterable<PipelineInput> | AsyncIterable<PipelineInput>,
  sampleRate: number,
): Promise<void> {
  for await (const item of input) {
    if (task.hasFinished()) return;
    await task.queueFrame(item instanceof Uint8Array ? new InputAudioRawFrame({ audio: item, sampleRate }) : item);
  }
  await task.stopWhenDone();
}

/** Hands frames from the pipeline to a reader; `put` resolves when the frame has been read. */
class Handoff implements AsyncIterable<Frame> {
  #frames: { readonly frame: Frame; readonly read: Deferred<void> }[] = [];
  #wake = new Deferred<void>();
  #isClosed = false;

  async put(frame: Frame): Promise<void> {
    if (this.#isClosed) return;
    const read = new Deferred<void>();
    this.#frames.push({ frame, read });
    this.#wake.resolve();
    await read.promise;
  }

  close(): void {
    this.#isClosed = true;
    for (const { read } of this.#frames) read.resolve();
    this.#wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Frame, void> {
    for (;;) {
      const next = this.#frames.shift();
      if (next !== undefined) {
        next.read.resolve();
        yield next.frame;
      } else if (this.#isClosed) return;
      else {
        this.#wake = new Deferred<void>();
        await this.#wake.promise;
      }
    }
  }
}
