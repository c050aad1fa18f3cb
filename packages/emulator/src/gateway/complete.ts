import { quoteAnswer, toQuotes, toText } from './answerer.ts';
import type { ChatRequest } from './chat-request.ts';
import { type Asked, readConversation } from './conversation.ts';
import { answerInJson } from './structured.ts';
import { type ToolCall, callTool, toolResults } from './tool-call.ts';
import { countWords, firstWords } from './words.ts';

export interface Usage {
  readonly input: number;
  readonly output: number;
}

export interface Completion {
  readonly content: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: 'stop' | 'length' | 'tool_calls';
  readonly usage: Usage;
}

/**
 * Completes a conversation by calling a tool or quoting.
 *
 * @param transcript - What the transcript's tag stands for; the request's messages still have the tag.
 */
export function complete(request: ChatRequest, transcript: string | undefined): Completion {
  const asked = readConversation(request.messages, transcript);
  const input = countWords([...request.messages.map(({ content }) => content), transcript ?? ''].join(' '));
  const call = callTool(request, asked.question);
  if (call !== undefined) {
    const usage = { input, output: countWords(call.function.arguments) };
    return { content: null, toolCalls: [call], finishReason: 'tool_calls', usage };
  }
  const whole = answer(request, asked);
  const content = firstWords(whole, request.maxTokens);
  return {
    content,
    toolCalls: [],
    finishReason: content.length < whole.length ? 'length' : 'stop',
    usage: { input, output: countWords(content) },
  };
}

function answer(request: ChatRequest, asked: Asked): string {
  const results = toolResults(request.messages).flatMap(({ content }) => textsIn(content));
  const grounded = results.length === 0 ? asked : { ...asked, passages: results };
  if (request.schema !== undefined) return answerInJson(request.schema, grounded, request.model);
  const answered = quoteAnswer(grounded);
  const [first] = toQuotes(results);
  // A tool was asked for this answer, so what it says answers, whatever words it uses.
  return first === undefined || asked.task !== undefined || answered.startsWith('“') ? answered : toText(first);
}

/** The texts of a tool's result, which is JSON as often as not. */
function textsIn(content: string): string[] {
  try {
    const texts = leaves(JSON.parse(content)).filter((leaf) => leaf.trim() !== '');
    return texts.some((text) => /\s/.test(text)) ? texts : [content];
  } catch {
    return content.split('\n').filter((line) => line.trim() !== '');
  }
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return value.split('\n');
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
