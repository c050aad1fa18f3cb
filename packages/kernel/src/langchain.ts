import { type DynamicStructuredTool, tool as langChainTool } from '@langchain/core/tools';
import type { Progress } from '@earmark/core';
import type { AssemblyAIPlugin } from './plugin.ts';
import { progressEvents } from './progress-events.ts';
import { type Toolset, type ToolsetOptions, toToolset } from './toolset.ts';

/**
 * The tools as LangChain's agents and models take them: text for the model, the full result as the message's artifact.
 *
 * While a tool runs, an agent's stream shows its upload, queue and progress as tool events.
 */
export function toLangChainTools(
  source: AssemblyAIPlugin | Toolset,
  options: ToolsetOptions = {},
): DynamicStructuredTool[] {
  return toToolset(source, options).tools.map((one) => {
    async function* run(
      input: unknown,
      config?: { readonly signal?: AbortSignal | undefined },
    ): AsyncGenerator<Progress, [text: string, artifact: unknown]> {
      const { text, output } = yield* progressEvents((how) => one.call(input, how), config?.signal);
      return [text, output];
    }
    const { name, description, parameters } = one;
    return langChainTool(run, { name, description, schema: parameters, responseFormat: 'content_and_artifact' });
  });
}
