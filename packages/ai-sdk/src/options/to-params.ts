import { InvalidArgumentError } from '@ai-sdk/provider';
import type { SharedV4Warning } from '@ai-sdk/provider';
import { type OptionTable, toCamel, toSnake } from './names.ts';

/** What is sent, by the API's names, and what the caller should know about it. */
export interface Params {
  readonly params: Readonly<Record<string, unknown>>;
  readonly warnings: readonly SharedV4Warning[];
}

// Where a caller's own data may be as long as it likes, what is said about it may not.
const mostWarnings = 20;
const longestName = 60;
const deepest = 20;

/**
 * Turns `providerOptions.assemblyai` into the API's parameters; null and undefined are absent, options that are not known
 * are not sent, and each is a warning.
 *
 * @throws InvalidArgumentError for options that are no object.
 */
export function toParams(providerOptions: Readonly<Record<string, unknown>> | undefined, table: OptionTable): Params {
  const { extra, ...options } = recordAt(providerOptions?.['assemblyai'], 'providerOptions.assemblyai');
  const given = Object.entries(options).filter(([, value]) => value !== null && value !== undefined);
  const params: Record<string, unknown> = {};
  const warnings: SharedV4Warning[] = [];
  const unknown: string[] = [];
  for (const [name, value] of given) {
    const writing = table.known.get(name);
    if (writing === undefined) unknown.push(name);
    else params[toSnake(name)] = writing === 'keys' ? inSnake(value, 0) : value;
    const instead = Object.hasOwn(table.deprecated, name) ? table.deprecated[name] : undefined;
    if (instead !== undefined) warnings.push({ type: 'deprecated', setting: name, message: instead });
  }
  Object.assign(params, recordAt(extra, 'providerOptions.assemblyai.extra'));
  return { params, warnings: [...warnings, ...aboutUnknown(unknown, table)] };
}

function aboutUnknown(names: readonly string[], { known }: OptionTable): SharedV4Warning[] {
  const told = names.slice(0, mostWarnings).map((name): SharedV4Warning => {
    const feature = `providerOptions.assemblyai.${name.slice(0, longestName)}`;
    const meant = toCamel(name);
    const details = known.has(meant)
      ? `Not sent: it is written \`${meant}\`.`
      : 'Not sent: this version does not know it. To send it by the API’s name, put it into `extra`.';
    return { type: 'unsupported', feature, details };
  });
  const more = names.length - told.length;
  return more === 0 ? told : [...told, { type: 'other', message: `${more} more options are not known, and not sent.` }];
}

function recordAt(value: unknown, argument: string): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (isRecord(value)) return { ...value };
  throw new InvalidArgumentError({ argument, message: `\`${argument}\` must be an object of options.` });
}

function inSnake(value: unknown, depth: number): unknown {
  if (depth > deepest) return value;
  if (Array.isArray(value)) return value.map((one) => inSnake(one, depth + 1));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(entries.map(([name, one]) => [toSnake(name), inSnake(one, depth + 1)]));
}

/** Whether a value is an object with names, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
