import * as z from 'zod/mini';

/** The keys a type names, without its index signature. */
type Known<T> = { [Key in keyof T as string extends Key ? never : Key]: T[Key] };

/** A schema for every key that a type names: a key that is missing here, or there, does not compile. */
export type ShapeOf<T> = { readonly [Key in keyof Known<T>]-?: z.ZodMiniType<T[Key & keyof T]> };

/** The same keys with null where nothing was asked for, as answers echo requests. */
export type Echo<T> = { [Key in keyof T]?: T[Key] | null };

/**
 * An object with these keys and any others.
 *
 * The types are written out and checked against their schemas, because inference drops the comments on keys, and with
 * them what an editor says about units, defaults and successors.
 */
export function open<T extends object>(shape: ShapeOf<T>): z.ZodMiniType<T, T>;
export function open(shape: Readonly<Record<string, z.ZodMiniType>>): z.ZodMiniType {
  return z.looseObject(shape, 'an object');
}

/** The shape of a request as an answer repeats it. */
export function echoOf<T extends object>(shape: ShapeOf<T>): ShapeOf<Echo<T>>;
export function echoOf(shape: Readonly<Record<string, z.ZodMiniType>>): Record<string, z.ZodMiniType> {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, maybeNull(schema)]));
}

/** May be absent. */
export function maybe<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T | undefined> {
  return z.optional(schema);
}

/** May be null. */
export function orNull<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T | null> {
  return z.nullable(schema);
}

/** May be absent or null. */
export function maybeNull<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T | null | undefined> {
  return z.optional(z.nullable(schema));
}

/** May be null, and is where it was left out: answers say so either way. */
export function nullWhereAbsent<T>(schema: z.ZodMiniType<T>): z.ZodMiniType<T | null> {
  return z._default(z.nullable(schema), null);
}
