import type { ServerMessage } from './messages.ts';

// A sample this loud is taken for speech.
const audible = 0.01;

/** What the service says of a session every five seconds. */
export class Heart {
  #peak = 0;

  hear(samples: Float32Array): void {
    for (const sample of samples) this.#peak = Math.max(this.#peak, Math.abs(sample));
  }

  /** @param durationMs - How long the session has lasted. */
  beat(audioMs: number, durationMs: number): ServerMessage {
    // Nothing here computes it: it says whether something was heard since the last time.
    const max_speech_probability = this.#peak > audible ? 0.99 : 0.01;
    this.#peak = 0;
    return {
      type: 'Heartbeat',
      total_audio_received_ms: Math.round(audioMs),
      total_duration_ms: Math.round(durationMs),
      realtime_factor: durationMs === 0 ? 0 : Math.round((audioMs / durationMs) * 1000) / 1000,
      max_speech_probability,
    };
  }
}
