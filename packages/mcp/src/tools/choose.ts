import { type Operation, operations } from '@earmark/operations';
import type { Setting } from '../options.ts';

/** The operations that a server offers: never the raw ones, and those that read files or delete where that is allowed. */
export function chooseTools({
  tools,
  deletes,
  files,
}: Pick<Setting, 'tools' | 'deletes' | 'files'>): readonly Operation[] {
  return operations.filter(({ id, kind, tier, annotations }) => {
    if (kind === 'delete') return deletes !== false && tools !== 'read-only';
    if (tools === 'read-only') return tier === 'core' && annotations.readOnly;
    if (id === 'upload_file') return files !== false || tools === 'full';
    return tier === 'core' || (tools === 'full' && tier === 'full');
  });
}
