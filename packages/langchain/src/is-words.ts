import type { Word } from '@earmark/core';

/** Whether a value is a transcript's words. */
export function isWords(value: unknown): value is readonly Word[] {
  return Array.isArray(value) && value.every(isWord);
}

function isWord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!('text' in value && 'start' in value && 'end' in value)) return false;
  return typeof value.text === 'string' && typeof value.start === 'number' && typeof value.end === 'number';
}
