import LibSampleRate from '@alexanderolsen/libsamplerate-js';

/** Changes the sample rate of one channel; samples at the right rate are handed back untouched. */
export async function resample(samples: Float32Array, fromHz: number, toHz: number): Promise<Float32Array> {
  if (fromHz === toHz) return samples;
  const { create, ConverterType } = LibSampleRate;
  const converter = await create(1, fromHz, toHz, { converterType: ConverterType.SRC_SINC_MEDIUM_QUALITY });
  try {
    return converter.full(samples);
  } finally {
    converter.destroy();
  }
}
