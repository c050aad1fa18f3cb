import { EarmarkError } from '@earmark/core';
import type { InvokeOptions, KernelArguments, KernelFunction, KernelPlugin } from '../kernel.ts';
import { findParameter, noParameter } from '../named-arguments.ts';
import { encode } from './encode.ts';
import { parseTemplate } from './parse-template.ts';
import { type Argument, type Segment, TemplateError } from './syntax.ts';

export interface RenderOptions extends InvokeOptions {
  readonly plugins?: readonly KernelPlugin[] | undefined;
  /** The template’s variables; called functions see those that they have a parameter for. */
  readonly args?: KernelArguments | undefined;
  /** Functions that may be called, as `Plugin.Function`. @default all of the plugins’ */
  readonly allow?: readonly string[] | undefined;
  /** Leaves what is rendered as it is, tags and all: only where every word of it is trusted. @default false */
  readonly allowDangerouslySetContent?: boolean | undefined;
}

type Call = Extract<Segment, { kind: 'call' }>;

/**
 * Renders a template of Semantic Kernel's language: variables, values, and calls of functions, one after the other.
 *
 * What is rendered is encoded and never read as a template again, so that words in a recording stay words.
 *
 * @throws TemplateError with the position, before any function is called; and what a called function throws.
 */
export async function renderPrompt(template: string, options: RenderOptions = {}): Promise<string> {
  if (typeof template !== 'string') throw new EarmarkError('invalid', '`template` must be a string.');
  const { args = {}, allowDangerouslySetContent = false } = options;
  const scope = new Map(Object.entries(args).map(([name, value]) => [name.toLowerCase(), value]));
  const steps = parseTemplate(template).map((segment) => toStep(segment, template, scope, options));
  let rendered = '';
  for (const { isText, run } of steps) {
    options.signal?.throwIfAborted();
    const said = await run();
    rendered += isText || allowDangerouslySetContent ? said : encode(said);
  }
  return rendered;
}

interface Step {
  readonly isText: boolean;
  run(): string | Promise<string>;
}

type Scope = ReadonlyMap<string, unknown>;

function toStep(segment: Segment, template: string, scope: Scope, options: RenderOptions): Step {
  if (segment.kind === 'text') return { isText: true, run: () => segment.text };
  if (segment.kind !== 'call') return { isText: false, run: () => toText(valueOf(segment, scope)) };
  const called = findFunction(segment, template, options);
  const args = toArguments(segment, called, template, scope);
  return { isText: false, run: async () => String(await called.invoke(args, options)) };
}

function findFunction(call: Call, template: string, { plugins = [], allow }: RenderOptions): KernelFunction {
  const [pluginName, name] = [call.pluginName?.toLowerCase(), call.name.toLowerCase()];
  const found = plugins
    .filter((plugin) => pluginName === undefined || plugin.name.toLowerCase() === pluginName)
    .flatMap((plugin) =>
      Object.entries(plugin.functions)
        .filter(([one]) => one.toLowerCase() === name)
        .map(([one, called]) => ({ id: `${plugin.name}.${one}`, called })),
    );
  const [first, second] = found;
  const shown = [call.pluginName, call.name]
    .filter((part) => part !== undefined)
    .join('.')
    .slice(0, 64);
  if (first === undefined)
    throw new TemplateError(`there is no function ${shown} among the plugins; ${listOf(plugins)}.`, template, call.at);
  if (second !== undefined)
    throw new TemplateError(
      `${shown} is a function of several plugins: write ${first.id} or ${second.id}.`,
      template,
      call.at,
    );
  if (allow !== undefined && !allow.some((one) => one.toLowerCase() === first.id.toLowerCase()))
    throw new TemplateError(`${first.id} may not be called here: it is not in \`allow\`.`, template, call.at);
  return first.called;
}

function listOf(plugins: readonly KernelPlugin[]): string {
  const ids = plugins.flatMap((plugin) => Object.keys(plugin.functions).map((one) => `${plugin.name}.${one}`));
  return ids.length === 0 ? 'there are no plugins' : `there are ${ids.join(', ')}`;
}

function toArguments(call: Call, { metadata }: KernelFunction, template: string, scope: Scope): KernelArguments {
  const { parameters, name } = metadata;
  const args = new Map<string, unknown>();
  // As in Semantic Kernel, calls see what is around them; but where results are sent, say, has to be written down.
  for (const parameter of parameters.filter((one) => one.includeInFunctionChoices)) {
    const outer = scope.get(parameter.name.toLowerCase());
    if (outer !== undefined) args.set(parameter.name, outer);
  }
  const first = parameters[0];
  if (call.positional !== undefined) {
    if (first === undefined) throw new TemplateError(`${name} takes no arguments.`, template, call.positional.at);
    args.set(first.name, valueOf(call.positional, scope));
  }
  for (const { name: given, argument, at } of call.named) {
    const parameter = findParameter(parameters, given);
    if (parameter === undefined) throw new TemplateError(noParameter(given, parameters, name).message, template, at);
    if (parameter === first && call.positional !== undefined)
      throw new TemplateError(
        `ambiguity found: ${parameter.name} is given by its place and by its name; give it once.`,
        template,
        at,
      );
    args.set(parameter.name, valueOf(argument, scope));
  }
  return Object.fromEntries(args);
}

function valueOf(argument: Argument, scope: Scope): unknown {
  return argument.kind === 'value' ? argument.value : scope.get(argument.name.toLowerCase());
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
