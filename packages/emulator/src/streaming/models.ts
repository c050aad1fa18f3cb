/** How a model tells of turns. */
export type Family = 'english' | 'multilingual' | 'u3-rt' | 'u3';

const families: Readonly<Record<string, Family>> = {
  'universal-streaming-english': 'english',
  'universal-streaming-multilingual': 'multilingual',
  'whisper-rt': 'english',
  'u3-rt-pro': 'u3-rt',
  'u3-rt-pro-beta-1': 'u3-rt',
  'u3-rt-agent': 'u3-rt',
  'universal-3-5-pro': 'u3',
  'universal-3-6': 'u3',
  'universal-3-6-pro': 'u3',
};

export const models: readonly string[] = Object.keys(families);
export const defaultModel = 'universal-3-6-pro';

export function familyOf(model: string): Family {
  return families[model] ?? 'u3';
}
