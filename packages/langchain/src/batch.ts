/** How one of several came out, in the order they did. */
export type Settled<Value> =
  | { readonly index: number; readonly value: Value; readonly error?: undefined }
  | { readonly index: number; readonly value?: undefined; readonly error: { readonly thrown: unknown } };

/**
 * Runs so many at a time and yields each as it completes.
 *
 * The next one starts when the one that was yielded is done with: who takes his time has no more under way than he asked
 * for. `isAwaited` tells whether nothing else waits to be taken.
 */
export async function* asCompleted<Item, Value>(
  items: readonly Item[],
  concurrency: number,
  run: (item: Item, index: number, isAwaited: () => boolean) => Promise<Value>,
): AsyncGenerator<Settled<Value>> {
  const done: Settled<Value>[] = [];
  let [next, underWay, isTaken] = [0, 0, false];
  let wake = (): void => undefined;
  const start = async (item: Item, index: number): Promise<void> => {
    underWay += 1;
    const settled = await settle(index, async () => await run(item, index, () => !isTaken && done.length === 0));
    done.push(settled);
    wake();
  };
  while (next < items.length || underWay > 0) {
    for (; underWay < concurrency && next < items.length; next += 1) {
      const item = items[next];
      if (item !== undefined) void start(item, next);
    }
    if (done.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const settled = done.shift();
    if (settled === undefined) continue;
    isTaken = true;
    yield settled;
    isTaken = false;
    underWay -= 1;
  }
}

async function settle<Value>(index: number, run: () => Promise<Value>): Promise<Settled<Value>> {
  try {
    return { index, value: await run() };
  } catch (thrown) {
    return { index, error: { thrown } };
  }
}
