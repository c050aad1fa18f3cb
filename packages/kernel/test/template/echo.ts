import type { KernelArguments, KernelFunction, KernelPlugin } from '../../src/index.ts';

export interface Called {
  readonly name: string;
  readonly args: KernelArguments;
}

/** A plugin whose functions say what they were called with, and write it down. */
export function echoPlugin(name = 'Echo', calls: Called[] = []): KernelPlugin {
  const make = (
    functionName: string,
    parameters: readonly string[],
    hidden: readonly string[] = [],
  ): KernelFunction => {
    const metadata = {
      name: functionName,
      pluginName: name,
      description: '',
      parameters: [...parameters, ...hidden].map((one) => ({
        name: one,
        description: '',
        isRequired: false,
        schema: { type: 'string' },
        includeInFunctionChoices: !hidden.includes(one),
      })),
      returnParameter: { description: '', schema: {} },
    };
    return {
      metadata,
      invoke(args = {}) {
        calls.push({ name: functionName, args });
        const text = Object.entries(args)
          .map(([key, value]) => `${key}=${String(value)}`)
          .join(';');
        return Promise.resolve({ function: metadata, getValue: () => text, toString: () => text });
      },
    };
  };
  return {
    name,
    description: '',
    functions: { Say: make('Say', ['input', 'a', 'b'], ['secret']), Now: make('Now', []) },
  };
}
