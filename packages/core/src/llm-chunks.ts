import { createParser } from 'eventsource-parser';
import { EarmarkError } from './errors.ts';
import { errorOfAnswer } from './answer-error.ts';
import { isRecord } from './record.ts';
import type { ChatCompletionChunk } from './schemas/index.ts';

/** Reads a streamed answer; throws where it breaks off, is none, or tells of an error. */
export async function* toChunks(
  bytes: AsyncIterable<Uint8Array>,
  redact: (text: string) => string,
): AsyncGenerator<ChatCompletionChunk> {
  const decoder = new TextDecoder();
  const said: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void said.push(data) });
  for await (const chunk of bytes) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    for (const data of said.splice(0)) {
      if (data === '[DONE]') return;
      yield toChunk(data, redact);
    }
  }
  throw new EarmarkError('protocol', 'The answer broke off: the gateway closed the stream without its end mark.', {
    retryable: true,
  });
}

function toChunk(data: string, redact: (text: string) => string): ChatCompletionChunk {
  let chunk: unknown;
  try {
    chunk = JSON.parse(data);
  } catch {
    // Falls through, without a cause: the parser's own message quotes what was said.
  }
  if (isChunk(chunk)) return chunk;
  if (!isRecord(chunk) || (chunk['error'] === undefined && chunk['message'] === undefined)) {
    throw new EarmarkError('protocol', 'The gateway streamed something other than a chunk of an answer.');
  }
  const status = typeof chunk['code'] === 'number' ? chunk['code'] : 500;
  throw errorOfAnswer({ status, headers: {} }, data, redact);
}

function isChunk(value: unknown): value is ChatCompletionChunk {
  return isRecord(value) && Array.isArray(value['choices']);
}
