import { EarmarkError } from '@earmark/core';
import type { KernelArguments, KernelParameter } from './kernel.ts';

/**
 * Arguments by the names of a function's parameters, whatever the case of their letters; text becomes what a parameter takes.
 *
 * @throws EarmarkError `invalid` for a name that is no parameter's, one given twice, and text that cannot be read so.
 */
export function namedArguments(
  args: KernelArguments,
  parameters: readonly KernelParameter[],
  functionName: string,
): Record<string, unknown> {
  const named = new Map<string, unknown>();
  for (const [given, value] of Object.entries(args)) {
    if (value === undefined || value === null) continue;
    const parameter = findParameter(parameters, given);
    if (parameter === undefined) throw noParameter(given, parameters, functionName);
    if (named.has(parameter.name))
      throw invalid(`\`${parameter.name}\` is given twice, in different letters: give it once (${functionName}).`);
    named.set(parameter.name, typeof value === 'string' ? read(value, parameter, functionName) : value);
  }
  return Object.fromEntries(named);
}

export function findParameter(parameters: readonly KernelParameter[], name: string): KernelParameter | undefined {
  const wanted = name.toLowerCase();
  return parameters.find((one) => one.name.toLowerCase() === wanted);
}

/** Says of a name that no parameter has it, and which there are. */
export function noParameter(name: string, parameters: readonly KernelParameter[], functionName: string): EarmarkError {
  const takes = parameters.length === 0 ? 'takes none' : `takes ${parameters.map((one) => one.name).join(', ')}`;
  return invalid(`\`${name.slice(0, 64)}\` is no parameter of ${functionName}, which ${takes}.`);
}

// Templates hold nothing but text.
function read(text: string, { name, schema }: KernelParameter, functionName: string): unknown {
  const said = text.trim();
  const wrong = (words: string): EarmarkError =>
    invalid(`\`${name}\` must be ${words}, and this text is not (${functionName}).`);
  switch (schema['type']) {
    case 'boolean':
      if (/^(?:true|false)$/i.test(said)) return said.toLowerCase() === 'true';
      throw wrong('true or false');
    case 'number':
    case 'integer':
      if (said !== '' && Number.isFinite(Number(said))) return Number(said);
      throw wrong('a number');
    case 'array':
      return said.startsWith('[') ? parsed(said, () => wrong('JSON of an array')) : listed(said);
    case 'object':
      return parsed(said, () => wrong('JSON of an object'));
    default:
      return text;
  }
}

function listed(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parsed(text: string, wrong: () => EarmarkError): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong();
  }
}

function invalid(message: string): EarmarkError {
  return new EarmarkError('invalid', message);
}
