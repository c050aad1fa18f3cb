import { refusal } from './problem.ts';
import { parseAnswer, parseScript } from './script-parse.ts';
import type { Script, ScriptFunction, ScriptedAnswer, ScriptedRequest } from './script.ts';

export interface Prompter {
  /** Whether the script looks at what is asked, so that a body has to be read first. */
  readonly wantsJson: boolean;
  next(request: Omit<ScriptedRequest, 'count'>): ScriptedAnswer | undefined;
  /** Routes with answers nobody asked for, which is a mistake in the test. */
  unused(): string[];
}

/**
 * Makes of a script what is asked for the next answer.
 *
 * @param routes - Routes there are, such as `POST /v2/transcript`.
 * @throws TypeError that says what is wrong with the script, and where.
 */
export function createPrompter(script: Script, routes: readonly string[]): Prompter {
  const checked = parseScript(script, routes);
  return typeof checked === 'function' ? promptedBy(checked) : queued(checked);
}

function promptedBy(script: ScriptFunction): Prompter {
  const counts = new Map<string, number>();
  return {
    wantsJson: true,
    next(request) {
      const name = request.route ?? `${request.method} ${request.path}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return askScript(script, { ...request, count }, name);
    },
    unused: () => [],
  };
}

// What is wrong with a script is told to whoever asked: in a test, there is nobody else to tell.
function askScript(script: ScriptFunction, request: ScriptedRequest, name: string): ScriptedAnswer | undefined {
  try {
    const answer: unknown = script(request);
    return answer === undefined ? undefined : parseAnswer(answer, `script's answer to ${name}`, name);
  } catch (error) {
    throw refusal(500, error instanceof Error ? error.message : String(error));
  }
}

function queued(script: Readonly<Record<string, readonly ScriptedAnswer[]>>): Prompter {
  const queues = new Map(
    Object.entries(script).map(([route, answers]) => [
      route,
      answers.map((answer) => ({ answer, left: timesOf(answer), used: false })),
    ]),
  );
  return {
    wantsJson: false,
    next({ route }) {
      const turn = queues.get(route ?? '')?.find((candidate) => candidate.left > 0);
      if (turn === undefined) return undefined;
      turn.left -= 1;
      turn.used = true;
      return turn.answer;
    },
    unused: () => [...queues].filter(([, queue]) => queue.some((turn) => !turn.used)).map(([route]) => route),
  };
}

function timesOf({ times = 1 }: ScriptedAnswer): number {
  return times === 'always' ? Number.POSITIVE_INFINITY : times;
}
