import type { HostSchema } from './host-schema.ts';
import type { AssemblyAIPlugin } from './plugin.ts';
import { type Tool, type Toolset, type ToolsetOptions, toToolset } from './toolset.ts';

export interface OpenAIToolsOptions extends ToolsetOptions {
  /** Has the model keep to the schema to the letter; what it leaves out is null. @default false */
  readonly strict?: boolean | undefined;
}

/** A tool of Chat Completions, that `client.chat.completions.runTools` runs too. */
export interface OpenAIChatTool {
  type: 'function';
  function: {
    name: string;
    description: string;
    parameters: HostSchema;
    strict: boolean;
    /** Called by OpenAI's runner with the arguments as text. */
    function: (args: string, runner?: { readonly controller?: AbortController }) => Promise<string>;
  };
}

/** A tool of the Responses API; `handleToolCall` answers its calls. */
export interface OpenAIResponsesTool {
  type: 'function';
  name: string;
  description: string;
  parameters: HostSchema;
  strict: boolean;
}

/**
 * The tools as OpenAI's APIs take them, and whoever speaks them.
 *
 * In `runTools`, what a model can mend is told to it, and anything else ends the run.
 *
 * @throws EarmarkError `unsupported` for a tool that strict schemas cannot say.
 */
export function toOpenAITools(source: AssemblyAIPlugin | Toolset, options: OpenAIToolsOptions = {}): OpenAIChatTool[] {
  const toolset = toToolset(source, options);
  return toolset.tools.map((tool) => ({
    type: 'function',
    function: {
      ...toDefinition(tool, options),
      async function(args, runner) {
        const { text } = await toolset.handleToolCall(tool.name, args, { signal: runner?.controller?.signal });
        return text;
      },
    },
  }));
}

/** The tools as the Responses API takes them. @throws EarmarkError `unsupported`, as `toOpenAITools` does */
export function toOpenAIResponsesTools(
  source: AssemblyAIPlugin | Toolset,
  options: OpenAIToolsOptions = {},
): OpenAIResponsesTool[] {
  return toToolset(source, options).tools.map((tool) => ({ type: 'function', ...toDefinition(tool, options) }));
}

function toDefinition(tool: Tool, { strict = false }: OpenAIToolsOptions) {
  const { name, description } = tool;
  const parameters = strict ? tool.strictParameters() : tool.parameters;
  return { name, description, parameters, strict };
}
