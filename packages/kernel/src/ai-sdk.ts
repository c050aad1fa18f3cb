import type { Progress } from '@earmark/core';
import { type Tool as AiTool, jsonSchema, tool as aiTool } from 'ai';
import type { AssemblyAIPlugin } from './plugin.ts';
import { progressEvents } from './progress-events.ts';
import { type Toolset, type ToolsetOptions, toToolset } from './toolset.ts';

/** What a tool gives the app: its progress while it runs, then the full result. The model gets `text`. */
export type AISDKToolOutput =
  | { readonly state: 'running'; readonly progress: Progress }
  | {
      readonly state: 'done';
      readonly text: string;
      readonly facts: Readonly<Record<string, unknown>>;
      /** By the API's own names. */
      readonly output: unknown;
    };

/** The tools as `generateText` and `streamText` of the AI SDK take them; progress comes as preliminary results. */
export function toAISDKTools(
  source: AssemblyAIPlugin | Toolset,
  options: ToolsetOptions = {},
): Record<string, AiTool<Record<string, unknown>, AISDKToolOutput>> {
  const entries = toToolset(source, options).tools.map((one) => {
    const made = aiTool({
      title: one.title,
      description: one.description,
      inputSchema: jsonSchema<Record<string, unknown>>(one.parameters),
      async *execute(input, { abortSignal }): AsyncGenerator<AISDKToolOutput> {
        const events = progressEvents((how) => one.call(input, how), abortSignal);
        let next = await events.next();
        for (; next.done !== true; next = await events.next()) yield { state: 'running', progress: next.value };
        const { text, facts, output } = next.value;
        yield { state: 'done', text, facts, output };
      },
      toModelOutput: ({ output }) => ({ type: 'text', value: output.state === 'done' ? output.text : '' }),
    });
    return [one.name, made] as const;
  });
  return Object.fromEntries(entries);
}
