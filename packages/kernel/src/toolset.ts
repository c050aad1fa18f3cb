import { EarmarkError } from '@earmark/core';
import { type Annotations, type Brief, toJsonSchema, toStrictJsonSchema } from '@earmark/operations';
import type { InvokeOptions, KernelArguments, FunctionFilter, FunctionResult } from './kernel.ts';
import { type HostSchema, toHostSchema } from './host-schema.ts';
import { noParameter } from './named-arguments.ts';
import type { OperationResult } from './operation-function.ts';
import type { AssemblyAIPlugin, OperationTool } from './plugin.ts';
import { isForModel, toModelText } from './tool-error.ts';

export interface ToolsetOptions {
  /** Ids of the tools that a model is given. @default all of the plugin's */
  readonly allow?: readonly string[] | undefined;
  /** Most calls, all tools together; the next one ends the loop with `aborted`. @default as many as the host makes */
  readonly maxCalls?: number | undefined;
  /** Characters of a result that a model is given, at least 1000. @default 12_000 */
  readonly maxChars?: number | undefined;
  readonly filters?: readonly FunctionFilter[] | undefined;
}

/** What a model is given of a call, and what the app is. */
export interface ToolResult {
  /** For the model: facts, then what was said, cut to the budget; or what was wrong, and what would be right. */
  readonly text: string;
  /** The facts alone: small, and never what was said. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly truncated: boolean;
  readonly isError: boolean;
  /** The full result, by the API's own names. */
  readonly output?: unknown;
  /** What the model is told of in `text`, where it was an error. */
  readonly error?: EarmarkError | undefined;
}

export type CallOptions = Pick<InvokeOptions, 'signal' | 'onProgress'>;

/** A tool as every host has it. */
export interface Tool {
  /** Lower case and underscores, at most 64. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly annotations: Annotations;
  /** Draft 7, closed, without references, defaults or formats. */
  readonly parameters: HostSchema;
  /** @throws EarmarkError `unsupported` where strict schemas cannot say it. */
  strictParameters(): HostSchema;
  /** @throws EarmarkError, whatever was wrong. */
  call(args: unknown, options?: CallOptions): Promise<ToolResult>;
}

/** The tools of one loop: filters, the allow-list and the cap are theirs together. */
export interface Toolset {
  readonly tools: readonly Tool[];
  /**
   * Calls a tool for a model: arguments are JSON or an object.
   *
   * What a model can mend, it is told in the result; what it cannot, such as a refused key, is thrown.
   */
  handleToolCall(name: string, args: unknown, options?: CallOptions): Promise<ToolResult>;
}

/** Makes the tools of a plugin. @throws EarmarkError `invalid` for an option that is none. */
export function createToolset(plugin: AssemblyAIPlugin, options: ToolsetOptions = {}): Toolset {
  const { maxCalls = Number.POSITIVE_INFINITY, maxChars } = options;
  if (!(maxCalls >= 1)) throw new EarmarkError('invalid', '`maxCalls` must be a number, 1 or more.');
  if (maxChars !== undefined && !(maxChars >= 1000))
    throw new EarmarkError('invalid', '`maxChars` must be a number of characters, 1000 or more.');
  let calls = 0;
  function count(): void {
    calls += 1;
    if (calls > maxCalls)
      throw new EarmarkError('aborted', `The model has called ${maxCalls} tools, as many as \`maxCalls\` lets it.`);
  }
  const tools = allowed(plugin, options.allow).map((one) => toTool(one, options, count));
  return {
    tools,
    async handleToolCall(name, args, how = {}) {
      try {
        return await findTool(tools, name).call(args, how);
      } catch (error) {
        if (!isForModel(error)) throw error;
        return { text: toModelText(error), facts: { error: error.code }, truncated: false, isError: true, error };
      }
    },
  };
}

/** The tools of what an exporter is given. */
export function toToolset(source: AssemblyAIPlugin | Toolset, options?: ToolsetOptions): Toolset {
  return 'handleToolCall' in source ? source : createToolset(source, options);
}

function allowed({ tools }: AssemblyAIPlugin, allow: readonly string[] | undefined): readonly OperationTool[] {
  if (allow === undefined) return tools;
  const ids = tools.map(({ operation }) => operation.id);
  const unknown = allow.find((id) => !ids.includes(id));
  if (unknown === undefined) return tools.filter(({ operation }) => allow.includes(operation.id));
  throw new EarmarkError('invalid', `\`allow\` has an id that is no tool of this plugin; there are ${ids.join(', ')}.`);
}

function findTool(tools: readonly Tool[], name: string): Tool {
  const found = tools.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new EarmarkError('invalid', `There is no such tool; there are ${tools.map((one) => one.name).join(', ')}.`);
}

function toTool({ operation, function: called }: OperationTool, options: ToolsetOptions, count: () => void): Tool {
  const { id, title, description, annotations } = operation;
  let parameters: HostSchema | undefined;
  return {
    name: id,
    title,
    description,
    annotations,
    get parameters() {
      return (parameters ??= toHostSchema(toJsonSchema(operation, { advanced: false })));
    },
    strictParameters: () => toHostSchema(toStrictJsonSchema(operation, { advanced: false })),
    async call(args, how = {}) {
      count();
      const shown = called.metadata.parameters.filter((one) => one.includeInFunctionChoices);
      const given = toArguments(args);
      // What a model is not shown it may not set: a webhook would send the words elsewhere.
      for (const name of Object.keys(given)) {
        if (!shown.some((one) => one.name === name.toLowerCase())) throw noParameter(name, shown, id);
      }
      const result = await called.invoke(given, { ...how, filters: options.filters });
      const { text, structured, truncated } = toBrief(result, options.maxChars);
      const output = 'output' in result ? result.output : result.getValue();
      return { text, facts: structured, truncated, isError: false, output };
    },
  };
}

// A filter may have put a result of its own in place.
function toBrief(result: FunctionResult, maxChars: number | undefined): Brief {
  const budget = maxChars === undefined ? {} : { maxChars };
  if (isOperationResult(result)) return result.brief(budget);
  return { text: String(result), structured: {}, truncated: false };
}

function isOperationResult(result: FunctionResult): result is OperationResult {
  return 'brief' in result;
}

function toArguments(args: unknown): KernelArguments {
  const given = typeof args === 'string' ? parsed(args) : (args ?? {});
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given };
  throw new EarmarkError('invalid', 'The arguments must be an object, by the names of the parameters.');
}

function parsed(json: string): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    throw new EarmarkError('invalid', 'The arguments must be JSON of an object, and these cannot be read.');
  }
}
