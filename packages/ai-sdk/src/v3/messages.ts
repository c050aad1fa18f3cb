import type {
  LanguageModelV3FilePart,
  LanguageModelV3Message,
  LanguageModelV3ToolResultPart,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';

/** A message of the AI SDK 6 as the AI SDK 7 has it; only files are written differently. */
export function toMessage(message: LanguageModelV3Message): LanguageModelV4Message {
  switch (message.role) {
    case 'system':
      return message;
    case 'user':
      return { ...message, content: message.content.map((part) => (part.type === 'file' ? toFile(part) : part)) };
    case 'assistant':
      return {
        ...message,
        content: message.content.map((part) => {
          if (part.type === 'file') return toFile(part);
          return part.type === 'tool-result' ? toToolResult(part) : part;
        }),
      };
    case 'tool':
      return {
        ...message,
        content: message.content.map((part) => (part.type === 'tool-result' ? toToolResult(part) : part)),
      };
    default:
      return message;
  }
}

function toFile({ data, ...part }: LanguageModelV3FilePart): LanguageModelV4FilePart {
  return { ...part, data: data instanceof URL ? { type: 'url', url: data } : { type: 'data', data } };
}

function toToolResult({ output, ...part }: LanguageModelV3ToolResultPart): LanguageModelV4ToolResultPart {
  if (output.type !== 'content') return { ...part, output };
  const value = output.value.map((one) => (one.type === 'text' ? one : { type: 'custom' as const }));
  return { ...part, output: { type: 'content', value } };
}
