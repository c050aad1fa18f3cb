import { type Frame, InputAudioRawFrame, SystemFrame } from './frames.ts';

/** Which way a frame travels. */
export type FrameDirection = 'downstream' | 'upstream';

export interface QueuedFrame {
  readonly frame: Frame;
  readonly direction: FrameDirection;
}

// A frame of audio is 10 to 50 ms long: a producer that waits is at most a second or so ahead.
const roomyFrames = 32;
// One that does not wait is a minute ahead before it loses anything.
const mostFrames = 4_096;

/**
 * A processor's two queues: one for whatever comes in, system frames first, and one for the data and control frames
 * whose time has come, which is when no system frame before them is left.
 *
 * A producer that waits for `room` is held back. One that does not loses the oldest audio or interruptible frame once
 * 4096 wait; other system frames, and those an interruption keeps, are never lost.
 */
export class FrameQueue {
  #system: QueuedFrame[] = [];
  #rest: QueuedFrame[] = [];
  #ready: QueuedFrame[] = [];
  #waiting: (() => void)[] = [];
  #isClosed = false;

  get size(): number {
    return this.#system.length + this.#rest.length + this.#ready.length;
  }

  /** Takes a frame in; returns the one that had to go for it. */
  put(item: QueuedFrame): QueuedFrame | undefined {
    if (this.#isClosed) return undefined;
    (item.frame instanceof SystemFrame ? this.#system : this.#rest).push(item);
    return this.size > mostFrames ? this.#dropOldest() : undefined;
  }

  /** Whether whoever waits for room need not. */
  get isRoomy(): boolean {
    return this.size < roomyFrames || this.#isClosed;
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    while (!this.isRoomy) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** The next system frame. */
  takeSystem(): QueuedFrame | undefined {
    return this.#system.length === 0 ? undefined : this.#taken(this.#system.shift());
  }

  /** Lets the data and control frames go on that came so far: to be called when no system frame is left. */
  release(): void {
    if (this.#rest.length > 0) this.#ready.push(...this.#rest.splice(0));
  }

  /** The next data or control frame that may go on. */
  takeReady(): QueuedFrame | undefined {
    return this.#ready.length === 0 ? undefined : this.#taken(this.#ready.shift());
  }

  /** Drops what an interruption drops. */
  interrupt(): void {
    if (this.size === 0) return;
    this.#rest = this.#rest.filter(({ frame }) => frame.isKept);
    this.#ready = this.#ready.filter(({ frame }) => frame.isKept);
    this.#makeRoom();
  }

  close(): void {
    this.#isClosed = true;
    this.#system = [];
    this.#rest = [];
    this.#ready = [];
    this.#makeRoom();
  }

  #taken(item: QueuedFrame | undefined): QueuedFrame | undefined {
    if (this.size < roomyFrames) this.#makeRoom();
    return item;
  }

  #makeRoom(): void {
    if (this.#waiting.length > 0) for (const wake of this.#waiting.splice(0)) wake();
  }

  #dropOldest(): QueuedFrame | undefined {
    for (const queue of [this.#system, this.#ready, this.#rest]) {
      const at = queue.findIndex(({ frame }) => frame instanceof InputAudioRawFrame || mayGo(frame));
      if (at >= 0) return queue.splice(at, 1)[0];
    }
    return undefined;
  }
}

function mayGo(frame: Frame): boolean {
  return !(frame instanceof SystemFrame) && !frame.isKept;
}
