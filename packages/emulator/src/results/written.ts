import type { Json, Word } from '../shapes.ts';
import { withoutFillers } from './fillers.ts';
import { withoutProfanity } from './profanity.ts';
import { respell } from './spelling.ts';

/** Words as the request wants them written, still with their punctuation. */
export async function toWritten(
  heard: readonly Word[],
  params: Json,
  languageCode: string,
): Promise<{ readonly words: readonly Word[]; readonly warnings: readonly string[] }> {
  const fluent = params['disfluencies'] === true ? heard : withoutFillers(heard);
  const words = respell(fluent, params);
  if (params['filter_profanity'] !== true) return { words, warnings: [] };
  if (!languageCode.startsWith('en')) return { words, warnings: [`filter_profanity: ${englishOnly}`] };
  return { words: await withoutProfanity(words), warnings: [] };
}

/** Why something was left undone. */
export const englishOnly = 'this emulator knows English only, and did nothing.';
