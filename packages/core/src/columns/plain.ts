import type { Word } from '../schemas/index.ts';

/** Whether a value is a word that columns can hold exactly, its unknown fields aside. */
export function isWord(value: unknown): value is Word {
  return (
    isObject(value) &&
    isInt32(value['start']) &&
    isInt32(value['end']) &&
    typeof value['confidence'] === 'number' &&
    typeof value['text'] === 'string' &&
    isWellFormed(value['text'])
  );
}

/** The fields of a word that have no column. */
export function extraOf(word: Word): object | undefined {
  const { text: _text, start: _start, end: _end, confidence: _confidence, speaker: _, channel: __, ...extra } = word;
  return Object.keys(extra).length === 0 ? undefined : extra;
}

/** Whether two values of JSON are the same to the last bit, the order of keys aside. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isObject(a) || !isObject(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Minus zero is not the integer that it looks like.
function isInt32(value: unknown): boolean {
  return typeof value === 'number' && Object.is(value | 0, value);
}

// A surrogate without its other half has no UTF-8; with the flag, pairs are one character and do not match.
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Takes a value for what it should be, unlooked at, as callers of `JSON.parse` do. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller's word is all there is
export function passesAs<Type>(value: unknown): Type {
  take<Type>(value);
  return value;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as above
function take<Type>(_value: unknown): asserts _value is Type {}
