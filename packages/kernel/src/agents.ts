import type { HostSchema } from './host-schema.ts';
import type { AssemblyAIPlugin } from './plugin.ts';
import { type Toolset, type ToolsetOptions, toToolset } from './toolset.ts';

/** A function tool of the OpenAI Agents SDK. */
export interface AgentsTool {
  type: 'function';
  name: string;
  description: string;
  parameters: HostSchema;
  strict: boolean;
  invoke: (
    runContext: unknown,
    input: string,
    details?: { readonly signal?: AbortSignal | undefined },
  ) => Promise<string>;
  /** A person is asked before what is destructive. */
  needsApproval: () => Promise<boolean>;
  isEnabled: () => Promise<boolean>;
}

/**
 * The tools as an `Agent` of `@openai/agents` takes them, strict.
 *
 * What a model can mend is told to it; anything else ends the run. What destroys waits for a person's approval.
 */
export function toAgentsTools(source: AssemblyAIPlugin | Toolset, options: ToolsetOptions = {}): AgentsTool[] {
  const toolset = toToolset(source, options);
  return toolset.tools.map((tool) => ({
    type: 'function',
    name: tool.name,
    description: tool.description,
    parameters: tool.strictParameters(),
    strict: true,
    async invoke(_runContext, input, details) {
      return (await toolset.handleToolCall(tool.name, input, { signal: details?.signal })).text;
    },
    needsApproval: () => Promise.resolve(tool.annotations.destructive),
    isEnabled: () => Promise.resolve(true),
  }));
}
