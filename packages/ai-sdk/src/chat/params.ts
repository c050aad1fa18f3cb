import type { ChatParams, ChatTool } from '@earmark/core';
import { UnsupportedFunctionalityError } from '@ai-sdk/provider';
import type { LanguageModelV4CallOptions, SharedV4Warning } from '@ai-sdk/provider';
import { chatTable } from '../options/names.ts';
import { toParams } from '../options/to-params.ts';
import { toMessages } from './messages.ts';

/** What the gateway is asked, and what of the call it will not heed. */
export interface Asked {
  readonly params: ChatParams;
  readonly warnings: SharedV4Warning[];
}

/**
 * Turns a call of the AI SDK into a request to the gateway.
 *
 * @throws UnsupportedFunctionalityError for what must not be left out unseen, such as a file or a required tool.
 */
export function toChatParams(model: string, options: LanguageModelV4CallOptions): Asked {
  const own = toParams(options.providerOptions, chatTable);
  const tools = toTools(options);
  const thinking = toReasoning(options.reasoning);
  const format = toFormat(options.responseFormat);
  const { maxOutputTokens, temperature } = options;
  const params: ChatParams = {
    model,
    messages: toMessages(options.prompt),
    ...(maxOutputTokens === undefined ? {} : { max_tokens: maxOutputTokens }),
    ...(temperature === undefined ? {} : { temperature }),
    ...tools.params,
    ...thinking.params,
    ...format.params,
    ...own.params,
  };
  const warnings = [...own.warnings, ...unheeded(options), ...tools.warnings, ...thinking.warnings, ...format.warnings];
  return { params, warnings };
}

interface Piece {
  readonly params: Partial<ChatParams>;
  readonly warnings: readonly SharedV4Warning[];
}

const none: Piece = Object.freeze({ params: {}, warnings: [] });

function unheeded(options: LanguageModelV4CallOptions): SharedV4Warning[] {
  const names = ['topP', 'topK', 'presencePenalty', 'frequencyPenalty', 'seed', 'stopSequences'] as const;
  const given = names.filter((name) => {
    const value = options[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  return given.map((feature) => ({ type: 'unsupported', feature, details: 'The LLM gateway has no such parameter.' }));
}

function toTools({ tools = [], toolChoice }: LanguageModelV4CallOptions): Piece {
  const warnings: SharedV4Warning[] = [];
  const known = tools.flatMap((tool): ChatTool[] => {
    if (tool.type === 'provider') {
      const details = 'The LLM gateway has no tools of its own.';
      warnings.push({ type: 'unsupported', feature: `tool ${tool.id}`, details });
      return [];
    }
    const { name, description, inputSchema, strict } = tool;
    const about = {
      ...(description === undefined ? {} : { description }),
      ...(strict === undefined ? {} : { strict }),
    };
    return [{ type: 'function', function: { name, ...about, parameters: { ...inputSchema } } }];
  });
  if (known.length === 0) return { params: {}, warnings };
  const choice = toChoice(toolChoice, known);
  return { params: { tools: known, ...(choice === undefined ? {} : { tool_choice: choice }) }, warnings };
}

function toChoice(
  choice: LanguageModelV4CallOptions['toolChoice'],
  tools: readonly ChatTool[],
): ChatParams['tool_choice'] {
  if (choice === undefined) return undefined;
  if (choice.type === 'auto' || choice.type === 'none') return choice.type;
  if (choice.type === 'tool') return { type: 'function', function: { name: choice.toolName } };
  const [only, ...others] = tools;
  if (only !== undefined && others.length === 0) return { type: 'function', function: { name: only.function.name } };
  const message =
    "`toolChoice` cannot be 'required' with more than one tool: the LLM gateway has 'auto', 'none', or the name of one.";
  throw new UnsupportedFunctionalityError({ functionality: "toolChoice 'required'", message });
}

function toFormat(format: LanguageModelV4CallOptions['responseFormat']): Piece {
  if (format === undefined || format.type === 'text') return none;
  const { schema, name = 'response', description } = format;
  if (schema === undefined) {
    const details = 'The LLM gateway writes JSON for a schema only: pass one, or ask for JSON in the prompt.';
    return { params: {}, warnings: [{ type: 'unsupported', feature: 'responseFormat', details }] };
  }
  const about = description === undefined ? {} : { description };
  const json_schema = { name, schema: { ...schema }, ...about };
  return { params: { response_format: { type: 'json_schema', json_schema } }, warnings: [] };
}

const efforts: Readonly<Record<string, string>> = Object.freeze({
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'high',
  max: 'high',
});

function toReasoning(reasoning: LanguageModelV4CallOptions['reasoning']): Piece {
  if (reasoning === undefined || reasoning === 'provider-default') return none;
  const effort = efforts[reasoning];
  if (effort === undefined) {
    const details = 'The LLM gateway cannot turn it off: choose a model that does not reason.';
    return { params: {}, warnings: [{ type: 'unsupported', feature: `reasoning '${reasoning}'`, details }] };
  }
  const details = `Sent as '${effort}': the LLM gateway has low, medium and high.`;
  const warnings: SharedV4Warning[] =
    effort === reasoning ? [] : [{ type: 'compatibility', feature: `reasoning '${reasoning}'`, details }];
  return { params: { reasoning: { effort } }, warnings };
}
