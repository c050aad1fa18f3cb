import type { Answer } from './http.ts';

/** Answers with server-sent events, the last of them `[DONE]`, as OpenAI's streams end. */
export function toEvents(events: readonly unknown[]): Answer {
  return { headers: { 'content-type': 'text/event-stream; charset=utf-8' }, stream: lines(events) };
}

async function* lines(events: readonly unknown[]): AsyncGenerator<string> {
  for (const event of events) {
    yield `data: ${JSON.stringify(event)}\n\n`;
    // One event per turn of the loop, so that clients see them come one by one.
    await new Promise((resolve) => setImmediate(resolve));
  }
  yield 'data: [DONE]\n\n';
}
