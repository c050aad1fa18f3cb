/** What kind of media a file is, by its first bytes. */
export type Kind = 'wav' | 'mp3' | 'flac' | 'ogg' | 'opus' | Foreign;

/** Kinds that take ffmpeg. */
type Foreign = (typeof signatures)[number][0];

// What stands where, by offset.
const signatures = [
  ['mp4, m4a or mov', [4, 'ftyp']],
  ['webm or mkv', [0, '\x1aE\xdf\xa3']],
  ['aiff', [0, 'FORM', 8, 'AIF']],
  ['8svx', [0, 'FORM', 8, '8SVX']],
  ['caf', [0, 'caff']],
  ['wma or asf', [0, '0&\xb2u\x8ef\xcf\x11']],
  ['aac', [0, '\xff\xf1']],
  ['aac', [0, '\xff\xf9']],
  ['aac', [0, 'ADIF']],
  ['amr', [0, '#!AMR']],
  ['au', [0, '.snd']],
  ['avi', [0, 'RIFF', 8, 'AVI ']],
  ['flv', [0, 'FLV\x01']],
  ['ogg of neither opus nor vorbis', [0, 'OggS']],
  ['ac3', [0, '\x0bw']],
  ['ape', [0, 'MAC ']],
  ['wv', [0, 'wvpk']],
  ['tta', [0, 'TTA']],
  ['qcp', [0, 'RIFF', 8, 'QLCM']],
  ['voc', [0, 'Creative Voice File']],
  ['mpg', [0, '\0\0\x01\xba']],
  ['ts', [0, 'G', 188, 'G']],
  ['mts', [4, 'G', 196, 'G']],
  ['mxf', [0, '\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02']],
] as const;

/** Undefined for what is no media, as far as these bytes tell. */
export function kindOf(bytes: Uint8Array): Kind | undefined {
  const head = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
  if (/^(RIFF|RF64).{4}WAVE/s.test(head)) return 'wav';
  if (head.startsWith('fLaC')) return 'flac';
  if (head.startsWith('OggS') && head.includes('OpusHead')) return 'opus';
  if (head.startsWith('OggS') && head.includes('\x01vorbis')) return 'ogg';
  const isMpeg = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;
  if (head.startsWith('ID3') || isMpeg) return 'mp3';
  return signatures.find(([, marks]) => fits(head, marks))?.[0];
}

function fits(head: string, marks: readonly (number | string)[]): boolean {
  const [at, mark, ...rest] = marks;
  if (typeof at !== 'number' || typeof mark !== 'string') return true;
  return head.startsWith(mark, at) && fits(head, rest);
}

/** Lists of other files, which ffmpeg would follow to anywhere on this machine. */
export function isPlaylist(bytes: Uint8Array): boolean {
  return /^(\ufeff|\xef\xbb\xbf)?\s*(#EXTM3U|ffconcat|\[playlist\]|<\?xml|<MPD|<SmoothStreamingMedia)/i.test(
    Buffer.from(bytes.subarray(0, 400)).toString('latin1'),
  );
}
