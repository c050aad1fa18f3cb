import type { Member } from '@earmark/conformance';
import { subject as aiSdk } from '../../packages/ai-sdk/test/subject.ts';
import { subject as core } from '../../packages/core/test/subject.ts';
import { subject as kernel } from '../../packages/kernel/test/subject.ts';
import { subject as langchain } from '../../packages/langchain/test/subject.ts';
import { subject as livekit } from '../../packages/livekit/test/subject.ts';
import { subject as mcp } from '../../packages/mcp/test/subject.ts';
import { subject as pipeline } from '../../packages/pipeline/test/subject.ts';

/** Who is in the matrix, in its order. A new adapter adds its line here. */
export const members: readonly Member[] = [
  { subject: core },
  { subject: langchain },
  { subject: livekit },
  { subject: pipeline },
  { subject: kernel },
  { subject: mcp },
  { subject: aiSdk },
];
