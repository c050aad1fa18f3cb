import { STT } from '@earmark/livekit';
import { type llm, voice } from '@livekit/agents';

export const agent = new voice.Agent({ instructions: 'Take minutes. Say what was decided, in one sentence.' });

/** An agent's session whose turns end when AssemblyAI says so, at once. */
export function toSession(model: llm.LLM, ear = new STT()): voice.AgentSession {
  return new voice.AgentSession({
    stt: ear,
    llm: model,
    // The service knows better than silence when a turn is over: nothing is to be waited for after that.
    turnHandling: { turnDetection: 'stt', endpointing: { minDelay: 0 } },
    vad: null,
  });
}
