import type { FrameProcessor } from './frame-processor.ts';
import type { FrameDirection } from './frame-queue.ts';
import type { Frame } from './frames.ts';

export interface FrameProcessed {
  readonly processor: FrameProcessor;
  readonly frame: Frame;
  readonly direction: FrameDirection;
}

export interface FramePushed {
  readonly source: FrameProcessor;
  readonly destination: FrameProcessor;
  readonly frame: Frame;
  readonly direction: FrameDirection;
}

/** Sees every frame of a pipeline go by without being in it. One that throws is told no more. */
export interface BaseObserver {
  onProcessFrame?(data: FrameProcessed): void;
  onPushFrame?(data: FramePushed): void;
}
