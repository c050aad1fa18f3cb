import { type Client, toToolCalls } from '@earmark/core';
import type { Toolset } from '@earmark/kernel';
import { toOpenAITools } from '@earmark/kernel/openai';
import type { Model } from './agent.ts';

/** A model of the LLM gateway, with the tools. */
export function gatewayModel(client: Client, model: string, toolset: Toolset): Model {
  const tools = toOpenAITools(toolset).map(({ function: { name, description, parameters } }) => ({
    type: 'function' as const,
    function: { name, description, parameters },
  }));
  return async (messages) => {
    const completion = await client.llm.chat({ model, messages, tools });
    return { content: completion.choices[0]?.message.content ?? '', calls: toToolCalls(completion) };
  };
}

/** Stands where a language model would: listens, searches, and cites the line that has the word. */
export function scriptedModel(audio: string, word: string): Model {
  return (messages) => {
    const told = messages
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => (typeof content === 'string' ? content : ''));
    const [transcript, found] = told;
    if (transcript === undefined) return Promise.resolve(calling('transcribe', { audio, speaker_labels: true }));
    const transcript_id = /transcript_id: (\S+)/.exec(transcript)?.[1] ?? '';
    if (found === undefined) return Promise.resolve(calling('search_words', { transcript_id, words: [word] }));
    return Promise.resolve({ content: cite(transcript, found, word), calls: [] });
  };
}

function calling(name: string, args: object): Awaited<ReturnType<Model>> {
  const call = { id: `call-${name}`, type: 'function' as const, function: { name, arguments: JSON.stringify(args) } };
  return { content: '', calls: [call] };
}

function cite(transcript: string, found: string, word: string): string {
  const line = /^\[(.+?)\] (\w+): (.*)$/m;
  const lines = transcript.split('\n').filter((one) => one.includes(word));
  const [, at = '', speaker = '', text = ''] = line.exec(lines[0] ?? '') ?? [];
  const sentence = text.split(/(?<=[.?!]) /).find((one) => one.includes(word)) ?? text;
  return `“${sentence}” [${at}] ${speaker} (the word is said at ${/: ([\d:]+)/.exec(found.slice(found.indexOf(`${word} (`)))?.[1]})`;
}
