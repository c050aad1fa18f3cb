import * as z from 'zod/mini';

/**
 * An array whose items are typed but not looked at.
 *
 * A ten-hour transcript holds some 90,000 words, twice with diarization; checking each costs more than parsing them.
 */
export function unwalked<Item extends z.ZodMiniType>(_item: Item): z.ZodMiniType<z.infer<Item>[], z.infer<Item>[]> {
  return z.custom<z.infer<Item>[]>(Array.isArray, 'expected an array');
}
