import { randomUUID } from 'node:crypto';
import { isJson } from '../is-json.ts';
import { meaningfulWords } from './answerer.ts';
import type { ChatRequest, Message, Tool } from './chat-request.ts';
import { evidenceOfQuestion } from './evidence.ts';
import { fillSchema } from './fill-schema.ts';

export interface ToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/**
 * Calls the tool whose name, description and parameters share most words with the question, or the one that is forced.
 *
 * @returns Undefined where no tool fits, none may be called, or one has answered this question already.
 */
export function callTool({ tools, toolChoice, messages }: ChatRequest, question: string): ToolCall | undefined {
  if (toolChoice === 'none' || toolResults(messages).length > 0) return undefined;
  const forced = typeof toolChoice === 'object';
  const tool = forced ? tools.find(({ name }) => name === toolChoice.name) : mostAlike(tools, question);
  if (tool === undefined) return undefined;
  const values = fillSchema({ type: 'object', ...tool.parameters }, evidenceOfQuestion(question));
  return {
    id: `call_${randomUUID().replaceAll('-', '').slice(0, 24)}`,
    type: 'function',
    function: { name: tool.name, arguments: JSON.stringify(values) },
  };
}

/** What tools answered to the last user message. */
export function toolResults(messages: readonly Message[]): Message[] {
  const asked = messages.findLastIndex(({ role }) => role === 'user');
  return messages.slice(asked + 1).filter(({ role }) => role === 'tool');
}

function mostAlike(tools: readonly Tool[], question: string): Tool | undefined {
  const asked = [...meaningfulWords(question)];
  const scored = tools.map((tool) => {
    const words = [...wordsOf(tool)];
    return { tool, score: asked.filter((word) => words.some((other) => isAlike(word, other))).length };
  });
  const best = Math.max(1, ...scored.map(({ score }) => score));
  return scored.find(({ score }) => score === best)?.tool;
}

function wordsOf({ name, description, parameters }: Tool): Set<string> {
  const names = isJson(parameters['properties']) ? Object.keys(parameters['properties']) : [];
  return meaningfulWords([name, description, ...names].join(' '));
}

// "transcribe" and "transcribes" are one word here, "for" and "format" are two.
function isAlike(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === long || (short.length > 3 && long.length - short.length <= 3 && long.startsWith(short));
}
