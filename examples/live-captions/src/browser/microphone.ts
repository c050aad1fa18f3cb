import { type Source, wantedRate } from './source.ts';

// Made for calls, these take away of speech what a recogniser could have used.
const raw = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** Opens the microphone; what is said from now on is kept until somebody reads it. */
export async function openMicrophone(): Promise<Source> {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: raw });
  const stopTracks = (): void => microphone.getTracks().forEach((track) => track.stop());
  try {
    const { context, input } = connect(microphone);
    await context.audioWorklet.addModule('/microphone-worklet.js');
    const worklet = new AudioWorkletNode(context, 'microphone', { numberOfOutputs: 0, channelCount: 1 });
    input.connect(worklet);
    await context.resume();
    const { audio, end } = toStream(worklet.port);
    const stop = (): void => {
      stopTracks();
      end();
      void context.close().catch(() => undefined);
    };
    microphone.getTracks().forEach((track) => track.addEventListener('ended', stop));
    return { sampleRate: context.sampleRate, audio, pacing: 'off', stop };
  } catch (error) {
    stopTracks();
    throw error;
  }
}

// Where the browser cannot resample a microphone (Firefox), its own rate does as well: the service takes 8 to 96 kHz.
function connect(microphone: MediaStream): { context: AudioContext; input: AudioNode } {
  const wanted = new AudioContext({ sampleRate: wantedRate });
  try {
    return { context: wanted, input: wanted.createMediaStreamSource(microphone) };
  } catch {
    void wanted.close();
    const context = new AudioContext();
    return { context, input: context.createMediaStreamSource(microphone) };
  }
}

function toStream(port: MessagePort): { audio: ReadableStream<Uint8Array>; end: () => void } {
  let isOpen = true;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const audio = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: () => void (isOpen = false),
  });
  port.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    if (isOpen) controller?.enqueue(new Uint8Array(data));
  });
  port.start();
  const end = (): void => {
    if (isOpen) controller?.close();
    isOpen = false;
  };
  return { audio, end };
}
