/** One answer out of order: what a test wants a route to say instead of the truth. */
export interface ScriptedAnswer {
  /** How many requests get this answer. @default 1 */
  readonly times?: number;
  /** Wait this long before answering, in milliseconds; an answer without a status then tells the truth. @default 0 */
  readonly delayMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

/** Answers by route, such as `POST /v2/transcript` or `GET /v2/transcript/{transcript_id}`, used in order. */
export type Script = Readonly<Record<string, readonly ScriptedAnswer[]>>;

export interface Prompter {
  next(route: string): ScriptedAnswer | undefined;
  /** Routes with answers nobody asked for, which is a mistake in the test. */
  unused(): string[];
}

export function createPrompter(script: Script): Prompter {
  const queues = new Map(
    Object.entries(script).map(([route, answers]) => [
      route,
      answers.map((answer) => ({ answer, left: answer.times ?? 1, used: false })),
    ]),
  );
  return {
    next(route) {
      const turn = queues.get(route)?.find((candidate) => candidate.left > 0);
      if (turn === undefined) return undefined;
      turn.left -= 1;
      turn.used = true;
      return turn.answer;
    },
    unused: () => [...queues].filter(([, queue]) => queue.some((turn) => !turn.used)).map(([route]) => route),
  };
}
