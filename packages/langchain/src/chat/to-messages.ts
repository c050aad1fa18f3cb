import { type ChatMessage, EarmarkError } from '@earmark/core/portable';
import { type AIMessage, type BaseMessage, type ContentBlock, ToolMessage } from '@langchain/core/messages';

type TextPart = Exclude<ChatMessage['content'], string | null>[number];

const roles: Readonly<Record<string, ChatMessage['role']>> = Object.freeze({
  system: 'system',
  developer: 'system',
  human: 'user',
  user: 'user',
  ai: 'assistant',
  assistant: 'assistant',
  tool: 'tool',
});

// What an assistant's content may hold beside text: its calls are on the message as well, its thoughts are its own.
const unsaid = new Set(['tool_use', 'tool_call', 'tool_call_chunk', 'reasoning', 'thinking', 'redacted_thinking']);

/**
 * Turns LangChain's messages into the gateway's.
 *
 * @throws EarmarkError `unsupported` for content other than text, and for messages of roles the gateway does not have.
 */
export function toMessages(messages: readonly BaseMessage[]): ChatMessage[] {
  return messages.map((message, at) => {
    const role = roleOf(message, at);
    const parts = partsOf(message, role, at);
    const name = message.name === undefined || role === 'tool' ? {} : { name: message.name };
    if (role === 'tool') return { role, content: textOf(parts), ...callOf(message, at) };
    if (role === 'assistant') return { role, ...name, ...spokenBy(message, textOf(parts)) };
    return { role, ...name, content: typeof message.content === 'string' ? message.content : parts };
  });
}

function roleOf(message: BaseMessage, at: number): ChatMessage['role'] {
  const said = message.type === 'generic' && 'role' in message ? String(message.role) : message.type;
  const role = roles[said];
  if (role !== undefined) return role;
  const known = 'system, human, ai and tool';
  throw new EarmarkError('unsupported', `\`messages.${at}\` is of role \`${said}\`: the LLM gateway has ${known}.`);
}

function partsOf({ content }: BaseMessage, role: ChatMessage['role'], at: number): TextPart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content.flatMap((block: ContentBlock | ContentBlock.Text) => {
    if (block.type === 'text' && 'text' in block) {
      const cached = 'cache_control' in block ? { cache_control: block.cache_control } : {};
      return [{ type: 'text' as const, text: String(block.text), ...cached }];
    }
    if (role === 'assistant' && unsaid.has(block.type)) return [];
    throw new EarmarkError(
      'unsupported',
      `\`messages.${at}.content\` has a block of type \`${block.type}\`: the LLM gateway takes text alone. ` +
        'Transcribe audio first, and pass its `transcriptId`.',
    );
  });
}

function textOf(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join('\n');
}

function callOf(message: BaseMessage, at: number): Pick<ChatMessage, 'tool_call_id'> {
  if (ToolMessage.isInstance(message)) return { tool_call_id: message.tool_call_id };
  throw new EarmarkError('invalid', `\`messages.${at}\` must be a ToolMessage, to say which call it answers.`);
}

function spokenBy(message: BaseMessage, content: string): Pick<ChatMessage, 'content' | 'tool_calls'> {
  const calls = (isAssistant(message) ? (message.tool_calls ?? []) : []).map(({ id, name, args }, at) => ({
    id: id ?? `call_${at}`,
    type: 'function' as const,
    function: { name, arguments: JSON.stringify(args) },
  }));
  return calls.length === 0 ? { content } : { content: content === '' ? null : content, tool_calls: calls };
}

function isAssistant(message: BaseMessage): message is AIMessage {
  return 'tool_calls' in message;
}
