import type { Member } from '@earmark/conformance';
import { subject as core } from '../../packages/core/test/subject.ts';
import { subject as langchain } from '../../packages/langchain/test/subject.ts';
import { subject as pipeline } from '../../packages/pipeline/test/subject.ts';

/** Who is in the matrix, in its order. A new adapter adds its line here. */
export const members: readonly Member[] = [{ subject: core }, { subject: langchain }, { subject: pipeline }];
