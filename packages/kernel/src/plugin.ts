import { type Client, EarmarkError, type Transcript, createClient } from '@earmark/core';
import { type Brief, type Operation, type OperationContext, findOperation, operations } from '@earmark/operations';
import type { FilePolicy } from '@earmark/operations/files';
import { createFileGate } from './file-gate.ts';
import { createGatewayChat } from './gateway-chat.ts';
import type { FunctionResult, InvokeOptions, KernelArguments, KernelFunction, KernelPlugin } from './kernel.ts';
import { toFunctionName, withFunctionNames } from './names.ts';
import { createOperationFunction } from './operation-function.ts';

export interface PluginOptions {
  /** @default one made of `apiKey` */
  readonly client?: Client | undefined;
  /** @default process.env.ASSEMBLYAI_API_KEY */
  readonly apiKey?: string | undefined;
  /** Letters, digits and underscores. @default 'AssemblyAIPlugin' */
  readonly pluginName?: string | undefined;
  /** Which local files functions may send: none, or those in these folders. @default false */
  readonly allowFileSystemAccess?: FilePolicy | undefined;
  /** What there are functions for: `core`, `full`, which can delete, or these by their ids. @default 'core' */
  readonly operations?: 'core' | 'full' | readonly string[] | undefined;
  /** Largest `data:` URL, in bytes of audio. @default 26_214_400 */
  readonly maxDataBytes?: number | undefined;
  /** Longest wait in one call, in seconds; the job goes on. @default 600, or what the call asks for */
  readonly maxWaitSeconds?: number | undefined;
  /** Model of the LLM gateway where a call or prompt names none. @default the first that the gateway lists */
  readonly model?: string | undefined;
}

/** Speech-to-text, and what can be asked of a transcript, as a Semantic Kernel-style plugin. */
export interface AssemblyAIPlugin extends KernelPlugin {
  /** What models are given: the same, by the operations' own ids and fields. */
  readonly tools: readonly OperationTool[];
  /**
   * Calls a function by its name, whatever the case of its letters.
   *
   * @throws EarmarkError `invalid` before anything is sent or paid for, and as the client does.
   */
  invoke(name: 'Transcribe', args: KernelArguments, options?: InvokeOptions): Promise<FunctionResult<string>>;
  invoke(name: string, args?: KernelArguments, options?: InvokeOptions): Promise<FunctionResult>;
}

/** An operation, and the function that is it. */
export interface OperationTool {
  readonly operation: Operation;
  readonly function: KernelFunction;
}

/**
 * Makes a plugin of AssemblyAI's operations.
 *
 * `Transcribe` is first, takes `input` and gives the text; the others are named after their operations, as `GetSubtitles`.
 *
 * @throws EarmarkError `auth` without a key, `invalid` for what is no name, policy or operation.
 */
export function createAssemblyAIPlugin(options: PluginOptions = {}): AssemblyAIPlugin {
  const { pluginName = 'AssemblyAIPlugin', apiKey, allowFileSystemAccess = false, model } = options;
  if (!/^\w+$/.test(pluginName))
    throw new EarmarkError(
      'invalid',
      '`pluginName` must be letters, digits and underscores, such as AssemblyAIPlugin.',
    );
  const files = createFileGate(allowFileSystemAccess);
  const client = options.client ?? createClient({ apiKey });
  const { maxDataBytes, maxWaitSeconds } = options;
  const context: OperationContext = { client, files, maxDataBytes, maxWaitSeconds, model };
  const chosen = choose(options.operations ?? 'core');
  const functions = new Map(chosen.map((one) => [toFunctionName(one.id), toFunction(one, pluginName, context)]));
  function invoke(name: 'Transcribe', args: KernelArguments, how?: InvokeOptions): Promise<FunctionResult<string>>;
  function invoke(name: string, args?: KernelArguments, how?: InvokeOptions): Promise<FunctionResult>;
  async function invoke(name: string, args: KernelArguments = {}, how: InvokeOptions = {}): Promise<FunctionResult> {
    return await find(functions, name, pluginName).invoke(args, how);
  }
  return Object.freeze({
    name: pluginName,
    description: 'Turns recordings into text with AssemblyAI, and finds out what was said.',
    functions: Object.freeze(Object.fromEntries(functions)),
    tools: Object.freeze(chosen.map((operation) => toTool(operation, pluginName, context))),
    chat: createGatewayChat({ client, model }),
    invoke,
  });
}

// Paid jobs that models start need a person's say; what has no use for models is named by who wants it.
function choose(wanted: NonNullable<PluginOptions['operations']>): readonly Operation[] {
  if (wanted === 'core') return operations.filter(({ tier }) => tier === 'core');
  if (wanted === 'full') return operations.filter(({ tier }) => tier !== 'advanced');
  if (!Array.isArray(wanted) || wanted.length === 0)
    throw new EarmarkError(
      'invalid',
      "`operations` must be 'core', 'full', or an array of ids, such as ['transcribe'].",
    );
  return [...new Set<string>(wanted)].map((id) => findOperation(id));
}

function find(functions: ReadonlyMap<string, KernelFunction>, name: string, pluginName: string): KernelFunction {
  const wanted = name.toLowerCase();
  const found = [...functions].find(([one]) => one.toLowerCase() === wanted)?.[1];
  if (found !== undefined) return found;
  const names = [...functions.keys()].join(', ');
  throw new EarmarkError('invalid', `${pluginName} has no such function; it has ${names}.`);
}

function toTool(operation: Operation, pluginName: string, context: OperationContext): OperationTool {
  return {
    operation,
    function: createOperationFunction(operation, { name: operation.id, pluginName, toValue: inFull }, context),
  };
}

function toFunction(operation: Operation, pluginName: string, context: OperationContext): KernelFunction {
  const about = { name: toFunctionName(operation.id), pluginName, words: withFunctionNames };
  if (operation.id !== 'transcribe') {
    return createOperationFunction(operation, { ...about, toValue: inFull }, context);
  }
  // As in C#: the text is the value, so that it has to be there.
  const shape = {
    ...about,
    renamed: { audio: 'input' },
    without: new Set(['wait']),
    returns: { type: 'string' },
    toValue: inWords,
  };
  return createOperationFunction(operation, shape, context);
}

function inFull(output: unknown, brief: () => Brief) {
  return { value: output, text: brief().text };
}

// As in C#, the value is the text; a prompt is told who speaks, too, where that was asked for.
function inWords(output: unknown) {
  const transcript = output as Transcript; // oxlint-disable-line typescript/no-unsafe-type-assertion -- what transcribe gives
  const value = textOf(transcript);
  const turns = (transcript.utterances ?? []).map(({ speaker, text }) => `${speaker}: ${text}`);
  return { value, text: turns.length > 0 ? turns.join('\n') : value };
}

function textOf({ id, status, text }: Transcript): string {
  if (status === 'completed') return text ?? '';
  const message = `The recording is still ${status}: its words are there later, by WaitForTranscript (transcript ${id}).`;
  throw new EarmarkError('timeout', message, { transcriptId: id, retryable: true });
}
