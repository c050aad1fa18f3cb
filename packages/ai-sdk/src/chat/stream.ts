import { type ChatCompletionChunk, EarmarkError } from '@earmark/core/portable';
import type { LanguageModelV4StreamPart, SharedV4Warning } from '@ai-sdk/provider';
import { type Called, toHostError } from '../errors.ts';
import { createCallCollector } from './call-collector.ts';
import { identityOf, nothingAnswered, toFinishReason, toUsage } from './result.ts';

interface Making {
  readonly first: IteratorResult<ChatCompletionChunk, unknown>;
  readonly chunks: AsyncGenerator<ChatCompletionChunk>;
  readonly asked: string;
  readonly warnings: SharedV4Warning[];
  readonly isRaw: boolean;
  readonly called: Called;
}

type Parts = AsyncGenerator<LanguageModelV4StreamPart, void>;

/** Turns the gateway's streamed answer into the AI SDK's parts; one that breaks off ends with an `error`. */
export async function* toParts(making: Making): Parts {
  yield { type: 'stream-start', warnings: making.warnings };
  try {
    yield* answerOf(making);
  } catch (error) {
    // The reason of an abort: the stream fails with it, as one that is cut short does.
    if (!EarmarkError.is(error)) throw error;
    yield { type: 'error', error: toHostError(error, making.called) };
    yield { type: 'finish', finishReason: { unified: 'error', raw: undefined }, usage: toUsage(undefined) };
  } finally {
    await making.chunks.return(undefined);
  }
}

async function* answerOf({ first, chunks, asked, isRaw }: Making): Parts {
  const collector = createCallCollector();
  const textId = 'text-0';
  let [raw, usage, isKnown, isText]: [string | undefined, ChatCompletionChunk['usage'], boolean, boolean] = [
    undefined,
    undefined,
    false,
    false,
  ];
  for (let next = first; next.done !== true; next = await chunks.next()) {
    const chunk = next.value;
    if (isRaw) yield { type: 'raw', rawValue: chunk };
    if (!isKnown) yield { type: 'response-metadata', ...identityOf(chunk, asked) };
    isKnown = true;
    // Where the usage is on every chunk, it is the same one growing: only the last counts.
    usage = chunk.usage ?? usage;
    raw = chunk.choices.find(({ finish_reason }) => finish_reason)?.finish_reason ?? raw;
    const delta = chunk.choices.flatMap((choice) => choice.delta?.content ?? []).join('');
    if (delta !== '') {
      if (!isText) yield { type: 'text-start', id: textId };
      isText = true;
      yield { type: 'text-delta', id: textId, delta };
    }
    yield* collector.take(chunk);
  }
  if (!isText && collector.isEmpty()) throw nothingAnswered(raw);
  if (isText) yield { type: 'text-end', id: textId };
  yield* collector.end();
  yield { type: 'finish', finishReason: toFinishReason(raw, !collector.isEmpty()), usage: toUsage(usage) };
}
