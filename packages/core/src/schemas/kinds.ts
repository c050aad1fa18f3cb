import * as z from 'zod/mini';

// Every kind of value says what it is, so that a refusal can say what would have been right: "must be <error>".

export const text: z.ZodMiniType<string> = z.string('a string');
export const flag: z.ZodMiniType<boolean> = z.boolean('true or false');
export const number: z.ZodMiniType<number> = z.number('a number');
export const anything: z.ZodMiniType = z.unknown();
export const object: z.ZodMiniType<Record<string, unknown>> = z.looseObject({}, 'an object');

const urlWords = 'a URL that begins with http:// or https://';
export const httpUrl: z.ZodMiniType<string> = z.string(urlWords).check(z.refine(isHttpUrl, urlWords));

/** A string, with these suggested by editors; any other is as good. */
export function suggested<Suggestion extends string>(): z.ZodMiniType<Suggestion | (string & {})> {
  return text;
}

/** One of these strings and no other. */
export function oneOf<const Value extends string>(...values: readonly Value[]): z.ZodMiniType<Value> {
  return z.enum(values, values.map((value) => `'${value}'`).join(' or '));
}

export function between(least: number, most: number): z.ZodMiniType<number> {
  const words = `a number from ${least} to ${most}`;
  return z.number(words).check(z.minimum(least, words), z.maximum(most, words));
}

export function whole(least: number, most?: number): z.ZodMiniType<number> {
  const words = `a whole number ${most === undefined ? `of at least ${least}` : `from ${least} to ${most}`}`;
  const checks = [z.minimum(least, words), ...(most === undefined ? [] : [z.maximum(most, words)])];
  return z.int(words).check(...checks);
}

export function textOf(longest: number): z.ZodMiniType<string> {
  const words = `a string of at most ${longest} characters`;
  return z.string(words).check(z.maxLength(longest, words));
}

export function matching(pattern: RegExp, words: string): z.ZodMiniType<string> {
  return z.string(words).check(z.regex(pattern, words));
}

export function listOf<Item>(item: z.ZodMiniType<Item>, least = 0): z.ZodMiniType<Item[]> {
  const words = least === 0 ? 'an array' : `an array of at least ${least}`;
  return z.array(item, words).check(z.minLength(least, words));
}

export const texts: z.ZodMiniType<string[]> = listOf(text);

/** An object whose every value is of one kind; its keys are the caller's own, so they stay out of messages. */
export function recordOf<Value>(value: z.ZodMiniType<Value>, words: string): z.ZodMiniType<Record<string, Value>> {
  const values = z.record(z.string(), value);
  return z.custom<Record<string, Value>>((given) => values.safeParse(given).success, words);
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}
