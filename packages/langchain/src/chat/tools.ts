import { type ChatParams, type ChatTool, EarmarkError } from '@earmark/core/portable';
import type { BindToolsInput, ToolChoice } from '@langchain/core/language_models/chat_models';
import { convertToOpenAITool, isLangChainTool } from '@langchain/core/utils/function_calling';

/**
 * Turns a tool of any of LangChain's kinds into the gateway's.
 *
 * @throws EarmarkError `unsupported` for another provider's own tools, such as a built-in web search.
 */
export function toChatTool(tool: BindToolsInput): ChatTool {
  const definition: unknown = isLangChainTool(tool) ? convertToOpenAITool(tool) : tool;
  if (isChatTool(definition)) return definition;
  throw new EarmarkError(
    'unsupported',
    'A tool must be one of LangChain’s, or { type: "function", function: { name, description, parameters } }: ' +
      'the LLM gateway has no tools of its own.',
  );
}

/**
 * Turns LangChain's `tool_choice` into the gateway's.
 *
 * @throws EarmarkError `unsupported` for `any` and `required`, which the gateway cannot say, and `invalid` for a name that
 * is not among the tools.
 */
export function toToolChoice(
  choice: ToolChoice | undefined,
  tools: readonly ChatTool[],
): NonNullable<ChatParams['tool_choice']> | undefined {
  if (choice === undefined || choice === 'auto' || choice === 'none') return choice;
  if (choice === 'any' || choice === 'required') {
    throw new EarmarkError(
      'unsupported',
      `\`tool_choice\` cannot be '${choice}': the LLM gateway has 'auto', 'none', or the name of one tool.`,
    );
  }
  const name = typeof choice === 'string' ? choice : nameIn(choice);
  const names = tools.map((tool) => tool.function.name);
  if (name !== undefined && names.includes(name)) return { type: 'function', function: { name } };
  throw new EarmarkError(
    'invalid',
    `\`tool_choice\` must be 'auto', 'none', or the name of a bound tool (${names.join(', ') || 'there is none'}).`,
  );
}

function nameIn(choice: unknown): string | undefined {
  const called = isRecord(choice) && isRecord(choice['function']) ? choice['function'] : choice;
  return isRecord(called) && typeof called['name'] === 'string' ? called['name'] : undefined;
}

function isChatTool(tool: unknown): tool is ChatTool {
  if (!isRecord(tool) || tool['type'] !== 'function' || !isRecord(tool['function'])) return false;
  return typeof tool['function']['name'] === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
