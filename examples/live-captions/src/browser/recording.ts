import { toPcm16 } from './pcm.ts';
import { type Source, wantedRate } from './source.ts';

/** Decodes a recording of any kind the browser plays, to be heard at the pace it was spoken. */
export async function openRecording(file: File): Promise<Source> {
  const decoder = new OfflineAudioContext(1, 1, wantedRate);
  const sound = await decoder.decodeAudioData(await file.arrayBuffer()).catch(() => {
    throw new Error(`${file.name} holds no sound that this browser can play.`);
  });
  const samples = toMono(sound);
  const step = sound.sampleRate / 10;
  let at = 0;
  const audio = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= samples.length) return controller.close();
      controller.enqueue(toPcm16(samples.subarray(at, at + step)));
      at += step;
    },
  });
  return { sampleRate: sound.sampleRate, audio, pacing: 'real-time', stop: () => void (at = samples.length) };
}

function toMono(sound: AudioBuffer): Float32Array {
  const channels = Array.from({ length: sound.numberOfChannels }, (_, number) => sound.getChannelData(number));
  return Float32Array.from({ length: sound.length }, (_, at) => {
    return channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length;
  });
}
