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
  const waiting: (() => void)[] = [];
  const rest = items.entries();
  let [underWay, isTaken] = [0, false];
  const finish = async (index: number, item: Item): Promise<void> => {
    done.push(await settle(index, async () => await run(item, index, () => !isTaken && done.length === 0)));
    waiting.shift()?.();
  };
  const startNext = (): void => {
    const { done: isLast, value } = rest.next();
    if (isLast === true) return;
    const [index, item] = value;
    underWay += 1;
    void finish(index, item);
  };
  for (let started = 0; started < concurrency && started < items.length; started += 1) startNext();
  for (; underWay > 0; startNext()) {
    if (done.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    const settled = done.shift();
    if (settled !== undefined) {
      isTaken = true;
      yield settled;
      isTaken = false;
    }
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
