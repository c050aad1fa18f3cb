import { EarmarkError } from '@earmark/core';
import type {
  FunctionInvocation,
  FunctionResult,
  InvokeOptions,
  KernelArguments,
  KernelFunctionMetadata,
} from './kernel.ts';

type Call = (args: KernelArguments) => Promise<FunctionResult>;

/** Makes a call through its filters. @throws EarmarkError `aborted` where a filter neither goes on nor gives a result. */
export async function filtered(
  metadata: KernelFunctionMetadata,
  args: KernelArguments,
  { filters = [], signal }: InvokeOptions,
  call: Call,
): Promise<FunctionResult> {
  const invocation: FunctionInvocation = { function: metadata, arguments: { ...args }, signal, result: undefined };
  async function step(at: number): Promise<void> {
    signal?.throwIfAborted();
    const filter = filters[at];
    if (filter === undefined) invocation.result = await call(invocation.arguments);
    else await filter(invocation, () => step(at + 1));
  }
  await step(0);
  if (invocation.result !== undefined) return invocation.result;
  throw new EarmarkError('aborted', `A filter kept ${metadata.name} from being called, and gave no result.`);
}
