import type { ChatMessage } from '@earmark/core';
import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { LanguageModelV4Message, LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from '@ai-sdk/provider';
import { isRecord } from '../options/to-params.ts';

/**
 * Turns a prompt into the gateway's messages.
 *
 * @throws UnsupportedFunctionalityError for anything but text and tools: the gateway takes no files.
 */
export function toMessages(prompt: LanguageModelV4Prompt): ChatMessage[] {
  return prompt.flatMap((message) => toGateway(message).map((one) => ({ ...one, ...cachedAs(message) })));
}

function toGateway(message: LanguageModelV4Message): ChatMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user':
      return [
        {
          role: 'user',
          content: message.content.map((part) => (part.type === 'text' ? part.text : noFile())).join('\n'),
        },
      ];
    case 'assistant':
      return [spokenBy(message.content)];
    case 'tool':
      return message.content.flatMap((part) =>
        part.type === 'tool-result'
          ? [{ role: 'tool' as const, tool_call_id: part.toolCallId, content: outputOf(part) }]
          : [],
      );
    default:
      return unknownRole(message);
  }
}

type Assistant = Extract<LanguageModelV4Message, { role: 'assistant' }>['content'];

// Thoughts are the model's own; what it called, and how that was answered, is said in the gateway's way.
function spokenBy(content: Assistant): ChatMessage {
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  if (content.some(({ type }) => type === 'file')) noFile();
  const calls = content.flatMap((part) => {
    if (part.type !== 'tool-call') return [];
    const input = typeof part.input === 'string' ? part.input : JSON.stringify(part.input ?? {});
    return [{ id: part.toolCallId, type: 'function' as const, function: { name: part.toolName, arguments: input } }];
  });
  const text = texts.join('\n');
  if (calls.length === 0) return { role: 'assistant', content: text };
  return { role: 'assistant', content: text === '' ? null : text, tool_calls: calls };
}

function outputOf({ output }: LanguageModelV4ToolResultPart): string {
  switch (output.type) {
    case 'text':
    case 'error-text':
      return output.value;
    case 'json':
    case 'error-json':
      return JSON.stringify(output.value);
    case 'execution-denied':
      return output.reason ?? 'The call was denied.';
    case 'content':
      return output.value.map((part) => (part.type === 'text' ? part.text : noFile())).join('\n');
    default:
      return noFile();
  }
}

function cachedAs({ providerOptions }: LanguageModelV4Message): Pick<ChatMessage, 'cache_control'> {
  const cacheControl = providerOptions?.['assemblyai']?.['cacheControl'];
  return isRecord(cacheControl) && typeof cacheControl['type'] === 'string'
    ? { cache_control: { ...cacheControl, type: cacheControl['type'] } }
    : {};
}

function noFile(): never {
  const message =
    'The LLM gateway takes text alone, no files. Transcribe a recording first, and pass its ' +
    '`providerOptions.assemblyai.transcriptId` with {{ transcript }} in the prompt.';
  throw new UnsupportedFunctionalityError({ functionality: 'file parts', message });
}

function unknownRole(message: never): never {
  const role = isRecord(message) ? String(message['role']).slice(0, 40) : 'none';
  const text = `\`prompt\` has a message of role ${role}: the LLM gateway has system, user, assistant and tool.`;
  throw new UnsupportedFunctionalityError({ functionality: 'message role', message: text });
}
