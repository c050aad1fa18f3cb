import { EarmarkError } from '../errors.ts';
import { chatParamsSchema, type ChatParams } from './chat.ts';
import { transcriptParamsSchema, type TranscriptParams } from './transcript.ts';
import type { ClipParams, UnderstandingParams } from './index.ts';
export function checkedTranscriptParams<P extends TranscriptParams>(params: P): P {
  const result = transcriptParamsSchema.safeParse(params);
  if (result.success) return params;
  const issue = result.error.issues[0];
  throw new EarmarkError('invalid', `\`${issue?.path.join('.')}\` is not right: ${issue?.message}.`);
}
export function checkedChatParams(params: ChatParams): ChatParams {
  const result = chatParamsSchema.safeParse(params);
  if (result.success) return params;
  const issue = result.error.issues[0];
  throw new EarmarkError('invalid', `\`${issue?.path.join('.')}\` is not right: ${issue?.message}.`);
}
export const checkedClipParams = (params: ClipParams): ClipParams => params;
export const checkedUnderstandingParams = (params: UnderstandingParams): UnderstandingParams => params;
