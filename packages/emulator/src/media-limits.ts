/** How large and how long recordings may be. */
export interface MediaLimits {
  /** Most bytes of an upload. @default 2.2 GB */
  readonly uploadBytes?: number | undefined;
  /** Most bytes of what a URL names. @default 5 GB */
  readonly downloadBytes?: number | undefined;
  /** What is as large or larger is not redacted. @default 1 GB */
  readonly redactedBytes?: number | undefined;
  /** Most milliseconds. @default 10 hours */
  readonly longestMs?: number | undefined;
  /** Fewest milliseconds. @default 160 */
  readonly shortestMs?: number | undefined;
}

/** The service's own: https://www.assemblyai.com/docs/faq/are-there-any-limits-on-file-size-or-file-duration */
export const defaultMediaLimits = Object.freeze({
  uploadBytes: 2.2e9,
  downloadBytes: 5e9,
  redactedBytes: 1e9,
  longestMs: 10 * 3_600_000,
  shortestMs: 160,
}) satisfies Required<MediaLimits>;

/** With a default for what is not said. */
export function toMediaLimits(limits: MediaLimits = {}): typeof defaultMediaLimits {
  const given = Object.entries(limits).filter(([, value]) => value !== undefined);
  return { ...defaultMediaLimits, ...Object.fromEntries(given) };
}
