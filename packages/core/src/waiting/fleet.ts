import { hearing } from '../deadline.ts';
import type { TranscriptListItem } from '../schemas/index.ts';
import type { Clock } from '../transport.ts';

/** What the list says of a job, or `undefined` when it has to be asked about by itself. */
type News = TranscriptListItem['status'] | undefined;

/** Jobs that wait together, looked at with one request. */
export interface Fleet {
  /**
   * Resolves when the list shows a job in another state than `seen`.
   *
   * Resolves with `undefined` after `pauseMs` when the job is not on the list's page, and now and then in any case: how
   * fresh the service keeps its list is not documented.
   */
  news(id: string, seen: News, pauseMs: number, signal: AbortSignal): Promise<News>;
}

interface Member {
  readonly seen: News;
  readonly pauseMs: number;
  readonly joinedMs: number;
  readonly tell: (news: News) => void;
}

type Members = Map<string, Set<Member>>;

export interface FleetDeps {
  /** The newest jobs. */
  readonly list: (signal: AbortSignal) => Promise<readonly TranscriptListItem[]>;
  readonly clock: Clock;
  readonly random: () => number;
}

const everyMs = 500;
const atLatestMs = 30_000;

export function createFleet({ list, clock, random }: FleetDeps): Fleet {
  const members: Members = new Map();
  let stop: AbortController | undefined;

  async function watch(signal: AbortSignal): Promise<void> {
    while (members.size > 0) {
      await clock.sleep(lookEveryMs(members) * (0.9 + 0.2 * random()), signal, 'pause');
      const rows = await list(signal).catch(() => []);
      signal.throwIfAborted();
      informAll(members, rows, clock.now());
    }
  }

  function leave(id: string, member: Member): void {
    const waiting = members.get(id);
    waiting?.delete(member);
    if (waiting?.size === 0) members.delete(id);
    if (members.size > 0) return;
    stop?.abort();
    stop = undefined;
  }

  function join(id: string, member: Member): void {
    members.set(id, (members.get(id) ?? new Set()).add(member));
    if (stop !== undefined) return;
    stop = new AbortController();
    watch(stop.signal).catch(() => undefined);
  }

  return {
    async news(id, seen, pauseMs, signal) {
      const { promise, resolve: tell } = withResolvers<News>();
      const member = { seen, pauseMs, joinedMs: clock.now(), tell };
      join(id, member);
      try {
        return await hearing(signal, () => promise);
      } finally {
        leave(id, member);
      }
    },
  };
}

function informAll(members: Members, rows: readonly TranscriptListItem[], nowMs: number): void {
  const statusOf = new Map(rows.map(({ id, status }) => [id, status]));
  for (const [id, waiting] of members) {
    for (const member of waiting) inform(member, statusOf.get(id), nowMs);
  }
}

function inform({ seen, pauseMs, joinedMs, tell }: Member, status: News, nowMs: number): void {
  const waitedMs = nowMs - joinedMs;
  if (status !== undefined && status !== seen) return tell(status);
  if (waitedMs >= (status === undefined ? pauseMs : Math.max(pauseMs, atLatestMs))) tell(undefined);
}

// A look serves all: with many, one is soon due; with the last few long ones, there is no hurry.
function lookEveryMs(members: Members): number {
  const pauses = [...members.values()].flatMap((waiting) => [...waiting].map(({ pauseMs }) => pauseMs));
  const shortest = Math.min(...pauses);
  return Math.max(everyMs, shortest / Math.sqrt(pauses.length));
}

// Promise.withResolvers came with Node 22.
function withResolvers<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((onValue) => (resolve = onValue));
  return { promise, resolve };
}
