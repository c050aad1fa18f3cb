import type { Progress } from '@earmark/core';
import type { Tool as AiTool } from 'ai';
import type { HostSchema } from './host-schema.ts';
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

type AISDKTool = AiTool<Record<string, unknown>, AISDKToolOutput>;

/** The tools as `generateText` and `streamText` of the AI SDK take them; progress comes as preliminary results. */
export function toAISDKTools(
  source: AssemblyAIPlugin | Toolset,
  options: ToolsetOptions = {},
): Record<string, AISDKTool> {
  const entries = toToolset(source, options).tools.map((one) => {
    const made: AISDKTool = {
      title: one.title,
      description: one.description,
      inputSchema: toStandardSchema(one.parameters),
      async *execute(input, { abortSignal }): AsyncGenerator<AISDKToolOutput> {
        const events = progressEvents((how) => one.call(input, how), abortSignal);
        let next = await events.next();
        for (; next.done !== true; next = await events.next()) yield { state: 'running', progress: next.value };
        const { text, facts, output } = next.value;
        yield { state: 'done', text, facts, output };
      },
      toModelOutput: ({ output }) => ({ type: 'text', value: output.state === 'done' ? output.text : '' }),
    };
    return [one.name, made] as const;
  });
  return Object.fromEntries(entries);
}

// What is wrong the call says, in better words: https://standardschema.dev/json-schema
function toStandardSchema(schema: HostSchema) {
  const copy = (): Record<string, unknown> => structuredClone(schema);
  return {
    '~standard': {
      version: 1 as const,
      vendor: 'earmark',
      validate: (value: unknown) => ({ value: { ...Object(value) } as Record<string, unknown> }), // oxlint-disable-line typescript/no-unsafe-type-assertion -- an object by now
      jsonSchema: { input: copy, output: copy },
    },
  };
}
