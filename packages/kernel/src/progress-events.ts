import type { Progress } from '@earmark/core';

/** Yields a call's progress while it runs, and returns what it resolves with; who leaves early aborts it. */
export async function* progressEvents<Value>(
  call: (options: { signal: AbortSignal; onProgress: (progress: Progress) => void }) => Promise<Value>,
  signal?: AbortSignal,
): AsyncGenerator<Progress, Value> {
  const waiting: Progress[] = [];
  const leaving = new AbortController();
  const both = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
  const state = { isOver: false, wake: (): void => undefined };
  const onProgress = (progress: Progress): void => {
    waiting.push(progress);
    state.wake();
  };
  const running = call({ signal: both, onProgress }).finally(() => {
    state.isOver = true;
    state.wake();
  });
  // Awaited below; until then, nobody listens.
  running.catch(() => undefined);
  try {
    while (!state.isOver || waiting.length > 0) {
      const next = waiting.shift();
      if (next === undefined) await new Promise<void>((resolve) => (state.wake = resolve));
      else yield next;
    }
    return await running;
  } finally {
    if (!state.isOver) leaving.abort();
  }
}

/** A stage in words, for those who watch; no id, no name, no speech. */
export function toProgressText(progress: Progress): string {
  if (progress.stage !== 'uploading') return progress.stage;
  const { sentBytes, totalBytes } = progress;
  return totalBytes === undefined ? `uploading, ${sentBytes} bytes` : `uploading, ${sentBytes} of ${totalBytes} bytes`;
}
