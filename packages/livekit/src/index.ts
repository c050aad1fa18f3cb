import { Plugin } from '@livekit/agents';
import manifest from '../package.json' with { type: 'json' };

export type { STTOptions, STTUpdate } from './options.ts';
export type { SpeechStream } from './speech-stream.ts';
export { STT } from './stt.ts';

class EarmarkPlugin extends Plugin {
  constructor() {
    super({ title: 'assemblyai', version: manifest.version, package: manifest.name });
  }
}

Plugin.registerPlugin(new EarmarkPlugin());
