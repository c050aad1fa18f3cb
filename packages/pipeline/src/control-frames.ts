import { ControlFrame, SystemFrame } from './frames.ts';

abstract class UninterruptibleFrame extends ControlFrame {
  override get isUninterruptible(): boolean {
    return true;
  }
}

/** Ends the pipeline once everything before it has been handled. */
export class EndFrame extends UninterruptibleFrame {
  declare readonly reason: unknown;
  constructor(fields: { readonly reason?: unknown } = {}) {
    super({ reason: undefined, ...fields });
  }
}

/** Changes the settings of speech-to-text; heeded at the turn's end, so that no turn is heard in two ways. */
export class STTUpdateSettingsFrame extends UninterruptibleFrame {
  /** The API's own names. */
  declare readonly settings: Readonly<Record<string, unknown>>;
  /** The name of the one service it is for. @default all of them */
  declare readonly service: string | undefined;
  constructor(fields: { readonly settings: Readonly<Record<string, unknown>>; readonly service?: string }) {
    super({ service: undefined, ...fields });
  }
}

/** A request to the task, sent upstream. */
export abstract class TaskFrame extends SystemFrame {
  declare readonly reason: unknown;
  constructor(fields: { readonly reason?: unknown } = {}) {
    super({ reason: undefined, ...fields });
  }
}

/** Asks the task to end the pipeline once everything queued is handled. */
export class EndTaskFrame extends TaskFrame {
  readonly asks = 'end';
}
/** Asks the task to cancel the pipeline. */
export class CancelTaskFrame extends TaskFrame {
  readonly asks = 'cancel';
}
/** Asks the task to interrupt the whole pipeline. */
export class InterruptionTaskFrame extends TaskFrame {
  readonly asks = 'interruption';
}
