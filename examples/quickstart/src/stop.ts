/**
 * Returns a signal that is aborted when the user stops the program, or nobody reads what it prints any more.
 *
 * Whoever hears it cleans up: a recording is somebody's, and has no business in a temporary folder afterwards.
 */
export function stopWhenTold(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Error('stopped'));
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
  process.stdout.on('error', stop);
  return controller.signal;
}
