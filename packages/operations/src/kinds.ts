import type { AudioSource } from '@earmark/core/portable';
import * as z from 'zod/mini';

// Every schema says in words what it is: to people and models in its description, in a refusal as "must be …".

export function text(description: string): z.ZodMiniString<string> {
  const words = 'a string of at least 1 character';
  return z.string(words).check(z.minLength(1, words), z.describe(description));
}

/** Text that may be empty. */
export function anyText(description: string): z.ZodMiniString<string> {
  return z.string('a string').check(z.describe(description));
}

export function flag(description: string): z.ZodMiniBoolean {
  return z.boolean('true or false').check(z.describe(description));
}

export function whole(description: string, least: number, most: number): z.ZodMiniNumberFormat {
  const words = `a whole number from ${least} to ${most}`;
  return z.int(words).check(z.minimum(least, words), z.maximum(most, words), z.describe(description));
}

export function between(description: string, least: number, most: number): z.ZodMiniNumber<number> {
  const words = `a number from ${least} to ${most}`;
  return z.number(words).check(z.minimum(least, words), z.maximum(most, words), z.describe(description));
}

export function oneOf<const Values extends readonly string[]>(description: string, values: Values) {
  return z.enum(values, values.map((value) => `'${value}'`).join(' or ')).check(z.describe(description));
}

export function texts(description: string, least = 0): z.ZodMiniArray<z.ZodMiniString<string>> {
  const words = least === 0 ? 'an array of strings' : `an array of at least ${least} string`;
  return z.array(z.string('a string'), words).check(z.minLength(least, words), z.describe(description));
}

export function matching(pattern: RegExp, words: string, description: string): z.ZodMiniString<string> {
  return z.string(words).check(z.regex(pattern, words), z.describe(description));
}

/** An object with these keys and any others, all of them the API's. */
export function object<Shape extends z.core.$ZodShape>(shape: Shape, description: string) {
  return z.looseObject(shape, 'an object').check(z.describe(description));
}

export function record(description: string): z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown> {
  return z.record(z.string(), z.unknown(), 'an object').check(z.describe(description));
}

export const audioDescription =
  'The recording: a public http(s) URL, or a data: URL. A local path only where the host allows its folder.';

/** Hosts that hold bytes hand them over as they are; a model sees a string. */
export const audio = z.custom<AudioSource>(isAudio, 'an http(s) URL, a data: URL, an allowed path, or bytes');

export const transcriptId = text('The id of a transcript, as transcribe and list_transcripts give it.');

function isAudio(value: unknown): boolean {
  return typeof value === 'string'
    ? value !== ''
    : typeof value === 'object' && value !== null && !Array.isArray(value);
}
