import { samplesFolder } from '../samples.ts';
import { createCommandEngine } from './command.ts';
import { type SpeechEngine, canRecall } from './engine.ts';
import { createFixturesEngine } from './fixtures.ts';
import { createPocketsphinxEngine, hasPocketsphinx } from './pocketsphinx.ts';

/** By name, a command line for what the fixtures do not know, or an engine of one's own. */
export type EngineChoice = 'auto' | 'fixtures' | 'pocketsphinx' | { readonly command: string } | SpeechEngine;

export const engineNames = ['auto', 'fixtures', 'pocketsphinx'] as const;

/** The engines to ask, in order. Known recordings come first: their words are exact, and found at once. */
export async function chooseEngines(choice: EngineChoice, folders: readonly string[]): Promise<SpeechEngine[]> {
  if (typeof choice === 'object' && 'recognise' in choice) return [canRecall(choice) ? choice : ending(choice)];
  const fixtures = await createFixturesEngine(folders, [samplesFolder]);
  if (typeof choice === 'object') return [fixtures, createCommandEngine(choice.command)];
  if (choice === 'fixtures') return [fixtures];
  const installed = await hasPocketsphinx();
  if (choice === 'pocketsphinx') {
    if (installed) return [createPocketsphinxEngine()];
    throw new Error('pocketsphinx is not installed: apt-get install pocketsphinx pocketsphinx-en-us');
  }
  return installed ? [fixtures, createPocketsphinxEngine()] : [fixtures];
}

/** An engine of one's own may be deaf to the signal: what ends does not wait for it. */
function ending(engine: SpeechEngine): SpeechEngine {
  return {
    name: engine.name,
    recognise: async (sound, signal) =>
      await new Promise((resolve, reject) => {
        const end = (): void => reject(signal.reason);
        signal.addEventListener('abort', end, { once: true });
        engine
          .recognise(sound, signal)
          .then(resolve, reject)
          .finally(() => signal.removeEventListener('abort', end));
      }),
  };
}
