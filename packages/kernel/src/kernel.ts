import type { ChatMessage, Progress } from '@earmark/core';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** A parameter of a function, as Semantic Kernel's `KernelParameterMetadata`. */
export interface KernelParameter {
  readonly name: string;
  readonly description: string;
  readonly defaultValue?: unknown;
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
  /** Whether models are shown it; what few need, they are not. */
  readonly includeInFunctionChoices: boolean;
}

/** What a function is, as Semantic Kernel's `KernelFunctionMetadata`. */
export interface KernelFunctionMetadata {
  readonly name: string;
  readonly pluginName: string;
  readonly description: string;
  /** In order: the first is the one that a template's positional argument goes to. */
  readonly parameters: readonly KernelParameter[];
  readonly returnParameter: { readonly description: string; readonly schema: JsonSchema };
}

/** What a function gave. */
export interface FunctionResult<Value = unknown> {
  readonly function: KernelFunctionMetadata;
  getValue(): Value;
  /** As it stands in a prompt. */
  toString(): string;
}

export interface InvokeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears of bytes sent and of a job's stages; what it throws ends the call. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Stand around the call, the first outermost. */
  readonly filters?: readonly FunctionFilter[] | undefined;
}

/** Arguments by name, whatever the case of its letters. */
export type KernelArguments = Readonly<Record<string, unknown>>;

export interface KernelFunction<Value = unknown> {
  readonly metadata: KernelFunctionMetadata;
  /** @throws EarmarkError `invalid` before anything is sent or paid for. */
  invoke(args?: KernelArguments, options?: InvokeOptions): Promise<FunctionResult<Value>>;
}

/** Functions under a name. */
export interface KernelPlugin {
  readonly name: string;
  readonly description: string;
  readonly functions: Readonly<Record<string, KernelFunction>>;
  /** Whom prompts are sent to that use this plugin. */
  readonly chat?: ChatClient | undefined;
}

/** Answers messages in words. */
export type ChatClient = (
  messages: readonly ChatMessage[],
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<string>;

/** A call under way, as a filter sees it. */
export interface FunctionInvocation {
  readonly function: KernelFunctionMetadata;
  /** As the call will get them; a filter may change them before it goes on. */
  readonly arguments: Record<string, unknown>;
  readonly signal: AbortSignal | undefined;
  /** Absent until the call is over; a filter may put another in its place. */
  result: FunctionResult | undefined;
}

/** Stands before and after a call: without `next()`, the call is not made, and the filter has to give a result. */
export type FunctionFilter = (invocation: FunctionInvocation, next: () => Promise<void>) => void | Promise<void>;
