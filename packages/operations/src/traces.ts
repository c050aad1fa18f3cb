import { recorded } from './recorded.ts';

/** A request that an operation makes: how often a job is looked at, is left out. */
export interface Traced {
  /** Method and template, such as `GET /v2/transcript/{transcript_id}`, as the emulator's journal has them. */
  readonly route: string;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** The body; `{transcript_id}` and `{audio_url}` stand for whatever is there. */
  readonly json?: unknown;
}

/** What each operation asks the API, run with its sample: the same whichever host runs it. */
export const traces: Readonly<Record<string, readonly Traced[]>> = recorded;

/** An entry of the emulator's journal, as far as it is looked at. */
export interface Asked {
  readonly route: string | undefined;
  readonly path: string;
  readonly json: unknown;
}

/** The requests of a trace that a journal does not hold, in order; none when the host did what the operation does. */
export function missingFrom(journal: readonly Asked[], trace: readonly Traced[]): readonly Traced[] {
  const left = [...journal];
  return trace.filter((expected) => {
    const at = left.findIndex((asked) => isSame(asked, expected));
    left.splice(0, at + 1);
    return at === -1;
  });
}

function isSame({ route, path, json }: Asked, expected: Traced): boolean {
  const query = new URL(path, 'http://localhost').searchParams;
  const names = Object.entries(expected.query ?? {});
  if (route !== expected.route || query.size !== names.length) return false;
  return names.every(([name, value]) => query.get(name) === value) && holds(json, expected.json);
}

// A host may add what is its own, such as a header's echo; it may not leave out or change.
function holds(found: unknown, expected: unknown): boolean {
  if (expected === undefined || expected === '{transcript_id}' || expected === '{audio_url}') return true;
  if (typeof expected !== 'object' || expected === null) return found === expected;
  if (Array.isArray(expected) && (!Array.isArray(found) || found.length !== expected.length)) return false;
  return Object.entries(expected).every(([name, value]) => holds(Object(found)[name], value));
}
