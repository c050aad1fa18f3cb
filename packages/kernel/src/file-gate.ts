import { EarmarkError } from '@earmark/core';
import type { FileAccess } from '@earmark/operations';
import { type FilePolicy, createFileAccess } from '@earmark/operations/files';

/** Opens local files within a policy; with `false`, it says of every path what would have to be allowed. */
export function createFileGate(allowFileSystemAccess: FilePolicy): FileAccess {
  try {
    return createFileAccess(allowFileSystemAccess) || closed;
  } catch (error) {
    if (!EarmarkError.is(error)) throw error;
    const message = error.message.replaceAll('`files', '`allowFileSystemAccess');
    throw new EarmarkError(error.code, message, { cause: error });
  }
}

// Before the disk is asked: not even what is there is told.
const closed: FileAccess = {
  open: () =>
    Promise.reject(
      new EarmarkError(
        'fs_denied',
        '`audio` is a local path, and local files are not allowed: give an http(s) URL, or have the host set ' +
          'allowFileSystemAccess to { roots: ["/absolute/folder"] }.',
      ),
    ),
};
