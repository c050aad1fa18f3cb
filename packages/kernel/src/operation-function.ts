import { EarmarkError } from '@earmark/core';
import {
  type Brief,
  type Budget,
  type Operation,
  type OperationContext,
  toJsonSchema,
  toOutputJsonSchema,
} from '@earmark/operations';
import { filtered } from './filtered.ts';
import type { FunctionResult, KernelFunction, KernelFunctionMetadata, KernelParameter } from './kernel.ts';
import { namedArguments } from './named-arguments.ts';

/** What an operation gave, in full and as a model gets it. */
export interface OperationResult<Value = unknown> extends FunctionResult<Value> {
  /** By the API's own names. */
  readonly output: unknown;
  brief(budget?: Partial<Budget>): Brief;
}

/** How an operation is a function. */
export interface FunctionShape<Value> {
  readonly name: string;
  readonly pluginName: string;
  /** Puts names of functions in place of ids. @default as they are */
  readonly words?: ((text: string) => string) | undefined;
  /** The function's own names of fields, by the operation's. */
  readonly renamed?: Readonly<Record<string, string>> | undefined;
  /** Fields that are no parameters. */
  readonly without?: ReadonlySet<string> | undefined;
  /** What it returns, in JSON Schema, where that is not the operation's result. */
  readonly returns?: Readonly<Record<string, unknown>> | undefined;
  /** The value, and how a prompt shows it. */
  toValue(output: unknown, brief: () => Brief): { readonly value: Value; readonly text: string };
}

/** Makes a function of an operation. */
export function createOperationFunction<Value>(
  operation: Operation,
  shape: FunctionShape<Value>,
  context: OperationContext,
): KernelFunction<Value> & { invoke(...args: Parameters<KernelFunction['invoke']>): Promise<FunctionResult<Value>> } {
  let made: KernelFunctionMetadata | undefined;
  const metadata = (): KernelFunctionMetadata => (made ??= toMetadata(operation, shape));
  return {
    get metadata() {
      return metadata();
    },
    async invoke(args = {}, options = {}) {
      const { signal, onProgress } = options;
      const named = namedArguments(args, metadata().parameters, shape.name);
      const result = await filtered(metadata(), named, options, async (filteredArgs) => {
        const input = toInput(filteredArgs, shape);
        const output = await retold(operation.run(input, { ...context, signal, onProgress }), shape);
        return toResult(metadata(), output, (budget) => operation.brief(output, input, budget), shape);
      });
      return result as FunctionResult<Value>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- a filter answers for the result that it puts in place
    },
  };
}

function toResult<Value>(
  metadata: KernelFunctionMetadata,
  output: unknown,
  brief: OperationResult['brief'],
  shape: FunctionShape<Value>,
): OperationResult<Value> {
  const { value, text } = shape.toValue(output, () => brief());
  return { function: metadata, output, brief, getValue: () => value, toString: () => text };
}

function toMetadata(operation: Operation, shape: FunctionShape<unknown>): KernelFunctionMetadata {
  const { name, pluginName, renamed = {}, without, words = (text) => text, returns } = shape;
  const { properties, required } = toJsonSchema(operation);
  const entries = Object.entries(properties).filter(([field]) => without?.has(field) !== true);
  const parameters = entries.map(([field, property]): KernelParameter => {
    const schema: Readonly<Record<string, unknown>> = { ...Object(property) };
    const { description } = schema;
    const defaultValue = operation.defaults[field];
    return {
      name: renamed[field] ?? field,
      description: words(typeof description === 'string' ? description : ''),
      ...(defaultValue === undefined ? {} : { defaultValue }),
      isRequired: required.includes(field),
      schema,
      includeInFunctionChoices: operation.ui[field]?.advanced !== true,
    };
  });
  const schema = returns ?? toOutputJsonSchema(operation);
  const about = { name, pluginName, description: words(operation.description), parameters };
  return Object.freeze({ ...about, returnParameter: { description: words(operation.summary), schema } });
}

function toInput(args: Readonly<Record<string, unknown>>, { renamed = {} }: FunctionShape<unknown>) {
  const fields = new Map(Object.entries(renamed).map(([field, name]) => [name, field]));
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [fields.get(name) ?? name, value]));
}

// An error names what the caller wrote.
async function retold(call: Promise<unknown>, { name, renamed = {} }: FunctionShape<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    const field = Object.keys(renamed).find((one) => EarmarkError.is(error) && error.message.includes(`\`${one}\``));
    if (!EarmarkError.is(error) || field === undefined) throw error;
    const message = error.message.replaceAll(`\`${field}\``, `\`${renamed[field] ?? field}\``);
    const { retryable, status, serviceMessage, transcriptId } = error;
    const details = { retryable, status, serviceMessage, transcriptId, cause: error };
    throw new EarmarkError(error.code, message.replace(/\(transcribe\)/, `(${name})`), details);
  }
}
