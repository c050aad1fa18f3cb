/** A recording that was not loaded. */
export interface LoadFailure {
  /** Its name, without secrets; undefined for bytes and streams. */
  readonly source: string | undefined;
  /** Its place among the sources. */
  readonly index: number;
  /** An EarmarkError. */
  readonly error: unknown;
}

/**
 * Some of several recordings were not loaded: `failures` says which and why, `documents` holds those of all others.
 *
 * `errors` are those of the failures.
 */
export class TranscriptLoadError<Loaded> extends AggregateError {
  override readonly name = 'TranscriptLoadError';
  readonly failures: readonly LoadFailure[];
  readonly documents: readonly Loaded[];

  constructor(failures: readonly LoadFailure[], total: number, documents: readonly Loaded[]) {
    super(
      failures.map(({ error }) => error),
      messageOf(failures, total),
    );
    this.failures = failures;
    this.documents = documents;
  }
}

const mostNamed = 3;

function messageOf(failures: readonly LoadFailure[], total: number): string {
  const named = failures.slice(0, mostNamed).map(({ source, index, error }) => {
    const why = error instanceof Error ? error.message : String(error);
    return `\n  ${source ?? `source[${index}]`}: ${why}`;
  });
  const others = failures.length > mostNamed ? `\n  and ${failures.length - mostNamed} more, in \`failures\`` : '';
  return `${failures.length} of ${total} recordings were not loaded:${named.join('')}${others}`;
}
