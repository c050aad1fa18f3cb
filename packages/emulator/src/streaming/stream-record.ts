/** What the journal says of a streaming session. */
export interface StreamRecord {
  /** Bytes of audio received so far. */
  audioBytes: number;
  /** Which milliseconds of the session's audio each turn made final; the order is null for the silence that was left. */
  readonly finalised: { readonly turnOrder: number | null; readonly fromMs: number; readonly toMs: number }[];
  /** Messages other than audio that came, in order: JSON as what it says, anything else as text. */
  readonly received: unknown[];
  /** Messages that were sent, in order, likewise. */
  readonly sent: unknown[];
  /** How the connection ended, once it has; the code is 1006 when it was cut. */
  closed: { readonly by: 'client' | 'service'; readonly code: number; readonly reason: string } | undefined;
}

export function createStreamRecord(): StreamRecord {
  return { audioBytes: 0, finalised: [], received: [], sent: [], closed: undefined };
}
