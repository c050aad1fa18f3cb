import { EarmarkError } from '@earmark/core';

/** Whether a model must call a tool: as it likes, not at all, some tool, or this one. */
export type ToolChoice = 'auto' | 'none' | 'required' | 'any' | { readonly name: string };

type Host = 'gateway' | 'openai' | 'openai-responses' | 'anthropic' | 'ai-sdk' | 'langchain' | 'agents';

const choices = Object.freeze({
  gateway: { auto: 'auto', none: 'none', required: undefined, named: openAI },
  openai: { auto: 'auto', none: 'none', required: 'required', named: openAI },
  'openai-responses': { auto: 'auto', none: 'none', required: 'required', named: responses },
  anthropic: { auto: { type: 'auto' }, none: { type: 'none' }, required: { type: 'any' }, named: anthropic },
  'ai-sdk': { auto: 'auto', none: 'none', required: 'required', named: aiSdk },
  langchain: { auto: 'auto', none: 'none', required: 'any', named: openAI },
  agents: { auto: 'auto', none: 'none', required: 'required', named: (name: string) => name },
} as const);

type Said<Name extends Host> =
  | NonNullable<(typeof choices)[Name]['auto' | 'none' | 'required']>
  | ReturnType<(typeof choices)[Name]['named']>;

/**
 * A choice in a host's own words.
 *
 * @throws EarmarkError `unsupported` where the host cannot say it: the LLM gateway has no `required` and no `any`.
 */
export function toToolChoice<Name extends Host>(host: Name, choice: ToolChoice): Said<Name> {
  const words: { auto: unknown; none: unknown; required: unknown; named(name: string): unknown } = choices[host];
  const said = typeof choice === 'object' ? words.named(choice.name) : words[choice === 'any' ? 'required' : choice];
  if (said !== undefined) return said as Said<Name>; // oxlint-disable-line typescript/no-unsafe-type-assertion -- of this host's row
  const shown = typeof choice === 'string' ? choice : 'this';
  throw new EarmarkError(
    'unsupported',
    `The LLM gateway cannot say \`${shown}\`: choose auto, none, or a tool by its name.`,
  );
}

function openAI(name: string) {
  return { type: 'function', function: { name } } as const;
}

function responses(name: string) {
  return { type: 'function', name } as const;
}

function anthropic(name: string) {
  return { type: 'tool', name } as const;
}

function aiSdk(toolName: string) {
  return { type: 'tool', toolName } as const;
}
