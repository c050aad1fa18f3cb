import type { HostSchema } from './host-schema.ts';
import type { AssemblyAIPlugin } from './plugin.ts';
import { type Toolset, type ToolsetOptions, toToolset } from './toolset.ts';

/** A tool of the Messages API, that `client.beta.messages.toolRunner` runs too. */
export interface AnthropicTool {
  name: string;
  description: string;
  input_schema: HostSchema;
  /** Called by Anthropic's runner; what it throws, the model is told as an error. */
  run: (input: unknown, context?: { readonly signal?: AbortSignal | null | undefined }) => Promise<string>;
  parse: (input: unknown) => unknown;
}

/** The tools as Anthropic's Messages API takes them; leave `run` and `parse` out where you send them by yourself. */
export function toAnthropicTools(source: AssemblyAIPlugin | Toolset, options: ToolsetOptions = {}): AnthropicTool[] {
  return toToolset(source, options).tools.map((tool) => ({
    name: tool.name,
    description: tool.description,
    input_schema: tool.parameters,
    run: async (input, context) => (await tool.call(input, { signal: context?.signal ?? undefined })).text,
    parse: (input) => input,
  }));
}
