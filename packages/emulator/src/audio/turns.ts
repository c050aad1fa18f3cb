/** Makes the function that waits for one's turn, and resolves with the one that passes it on. */
export function createTurns(): () => Promise<() => void> {
  let last = Promise.resolve();
  return async () => {
    const before = last;
    let pass: (() => void) | undefined;
    last = new Promise((resolve) => (pass = resolve));
    await before;
    return () => pass?.();
  };
}
