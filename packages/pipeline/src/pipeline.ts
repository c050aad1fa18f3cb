import type { FrameProcessor } from './frame-processor.ts';

/** Processors in a row, downstream from first to last. A pipeline inside one stands for its processors. */
export class Pipeline {
  readonly processors: readonly FrameProcessor[];

  constructor(processors: readonly (FrameProcessor | Pipeline)[]) {
    this.processors = processors.flatMap((one) => (one instanceof Pipeline ? one.processors : [one]));
    if (new Set(this.processors).size < this.processors.length) {
      throw new Error(
        'A processor is in this pipeline twice: each has one neighbour on each side, so make a second one.',
      );
    }
  }
}
