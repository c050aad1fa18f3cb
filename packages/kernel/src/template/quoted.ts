import { TemplateError } from './syntax.ts';

/** The place behind the closing quote of what is quoted at a place. */
export function endOfQuoted(template: string, at: number, limit = template.length): number {
  const quote = template.charAt(at);
  for (let next = at + 1; next < limit; next += 1) {
    const character = template.charAt(next);
    if (character === quote) return next + 1;
    if (character === '\\' && /["'\\]/.test(template.charAt(next + 1))) next += 1;
  }
  throw new TemplateError(`this quote is never closed: end it with another ${quote}.`, template, at);
}
