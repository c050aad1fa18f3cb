import type { AssemblyAIPlugin } from './plugin.ts';
import { type CallOptions, type ToolResult, type Toolset, toToolset } from './toolset.ts';

/**
 * Calls a tool by the name and arguments a model gave, for those who loop by hand.
 *
 * What a model can mend, it is told in the result's `text`; what it cannot, such as a refused key, is thrown.
 */
export async function handleToolCall(
  source: AssemblyAIPlugin | Toolset,
  name: string,
  args: unknown,
  options: CallOptions = {},
): Promise<ToolResult> {
  return await toToolset(source).handleToolCall(name, args, options);
}
