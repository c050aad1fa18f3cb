import { isAbsolute } from 'node:path';
import { EarmarkError } from '@earmark/core/portable';

/** Which local files may be opened: none, or those under these folders. */
export type FilePolicy =
  | false
  | {
      /** Absolute paths of folders; what they really are, links resolved, is what counts. */
      readonly roots: readonly string[];
      /** Largest file. @default 2_362_232_012, the most that the service takes */
      readonly maxBytes?: number | undefined;
      /** Endings a file may have, without the dot. @default those of audio and video */
      readonly extensions?: readonly string[] | undefined;
    };

export interface CheckedPolicy {
  readonly roots: readonly string[];
  readonly maxBytes: number;
  readonly extensions: readonly string[];
}

const policyDefaults: Pick<CheckedPolicy, 'maxBytes' | 'extensions'> = Object.freeze({
  maxBytes: 2_362_232_012,
  extensions: Object.freeze(
    (
      '3ga 8svx aac ac3 aif aiff alac amr ape au dss flac flv m2ts m4a m4b m4p m4r m4v mka mkv mov mp2 mp3 mp4 mpga ' +
      'mpeg mpg mts mxf oga ogg ogv opus qcp ra tta voc wav webm wma wv'
    ).split(' '),
  ),
});

const form = '{ roots: ["/absolute/folder"], maxBytes?, extensions? }';

/** @throws EarmarkError `invalid` that shows the right form. */
export function checkedPolicy(policy: Exclude<FilePolicy, false>): CheckedPolicy {
  const given: unknown = policy;
  if (given === true) throw wrong(`\`files\` must name the folders that may be read, not true: ${form}.`);
  if (typeof given !== 'object' || given === null) throw wrong(`\`files\` must be false or ${form}.`);
  const { roots, maxBytes = policyDefaults.maxBytes, extensions = policyDefaults.extensions } = policy;
  if (
    !Array.isArray(roots) ||
    roots.length === 0 ||
    !roots.every((root) => typeof root === 'string' && isAbsolute(root))
  )
    throw wrong(`\`files.roots\` must be an array of absolute paths, at least one: ${form}.`);
  if (!(maxBytes > 0)) throw wrong('`files.maxBytes` must be a number above 0.');
  if (!Array.isArray(extensions) || !extensions.every((one) => typeof one === 'string' && /^[a-z0-9]+$/i.test(one)))
    throw wrong('`files.extensions` must be an array of endings without the dot, such as ["mp3", "wav"].');
  return { roots: [...roots], maxBytes, extensions: extensions.map((one) => one.toLowerCase()) };
}

function wrong(message: string): EarmarkError {
  return new EarmarkError('invalid', message);
}
