import type { PipelineResult, PipelineTask } from './pipeline-task.ts';

export interface PipelineRunnerOptions {
  /** Whether Ctrl-C cancels what runs. @default false */
  readonly handleSigint?: boolean | undefined;
  /** Whether being told to terminate cancels what runs. @default false */
  readonly handleSigterm?: boolean | undefined;
}

/** Runs tasks, and cancels them when the process is told to stop. */
export class PipelineRunner {
  readonly #signals: readonly NodeJS.Signals[];
  readonly #running = new Set<PipelineTask>();

  constructor({ handleSigint = false, handleSigterm = false }: PipelineRunnerOptions = {}) {
    this.#signals = [...(handleSigint ? (['SIGINT'] as const) : []), ...(handleSigterm ? (['SIGTERM'] as const) : [])];
  }

  /** Runs a task to its end. */
  async run(task: PipelineTask): Promise<PipelineResult> {
    const stop = (): void => void this.cancel();
    this.#running.add(task);
    for (const signal of this.#signals) process.once(signal, stop);
    try {
      return await task.run();
    } finally {
      for (const signal of this.#signals) process.off(signal, stop);
      this.#running.delete(task);
    }
  }

  /** Cancels every task that runs. */
  async cancel(): Promise<void> {
    await Promise.all([...this.#running].map(async (task) => await task.cancel()));
  }

  /** Ends every task that runs, once what is queued has been handled. */
  async stopWhenDone(): Promise<void> {
    await Promise.all([...this.#running].map(async (task) => await task.stopWhenDone()));
  }
}
