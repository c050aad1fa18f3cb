import { isJson } from '../is-json.ts';
import type { Job, ProjectJobs } from '../jobs.ts';
import { gatewayRefusal } from '../problem.ts';
import type { Results } from '../results/results.ts';
import type { Json } from '../shapes.ts';
import { missing } from './refusals.ts';

const tag = '{{ transcript }}';

type Found = Pick<Job, 'params'> & { readonly results: Results };

/** Finds a completed transcript, refusing what is unknown, deleted, or not there yet. */
export function findCompleted(jobs: ProjectJobs, id: string): Found {
  const job = jobs.get(id);
  if (job === undefined) throw missing('transcript not found');
  if (job.deleted !== undefined) throw missing('transcript deleted');
  if (job.results === undefined) throw gatewayRefusal(400, `transcript is not completed, its status is ${job.status}`);
  return { results: job.results, params: job.params };
}

export function textOf({ results }: Found): string {
  const text = results['text'];
  return typeof text === 'string' ? text : '';
}

/** Whether a chat completion's body has a place for a transcript. */
export function hasTag(body: Json): boolean {
  return fillTag(body, '') !== body;
}

/** Replaces the first tag of the first message that has one; other spellings and later tags stay. */
export function fillTag(body: Json, text: string): Json {
  const { prompt, messages } = body;
  if (typeof prompt === 'string' && prompt.includes(tag)) return { ...body, prompt: fill(prompt, text) };
  if (!Array.isArray(messages)) return body;
  const at = messages.findIndex((message: unknown) => textsOf(message).some((part) => part.includes(tag)));
  if (at === -1) return body;
  const filled = messages.map((message: unknown, i) => (i === at ? fillMessage(message, text) : message));
  return { ...body, messages: filled };
}

// A function, because `$&` in a string would be replaced.
function fill(content: string, text: string): string {
  return content.replace(tag, () => text);
}

function textsOf(message: unknown): string[] {
  if (!isJson(message)) return [];
  const { content } = message;
  const parts: unknown[] = Array.isArray(content) ? content : [{ text: content }];
  return parts.flatMap((part) => (isJson(part) && typeof part['text'] === 'string' ? part['text'] : []));
}

function fillMessage(message: unknown, text: string): unknown {
  if (!isJson(message)) return message;
  const { content } = message;
  if (typeof content === 'string') return { ...message, content: fill(content, text) };
  if (!Array.isArray(content)) return message;
  const parts: unknown[] = content;
  const at = parts.findIndex((part) => isJson(part) && String(part['text']).includes(tag));
  return {
    ...message,
    content: parts.map((part, i) =>
      i === at && isJson(part) ? { ...part, text: fill(String(part['text']), text) } : part,
    ),
  };
}
