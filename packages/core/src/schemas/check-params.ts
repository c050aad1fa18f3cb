import type * as z from 'zod/mini';
import { EarmarkError } from '../errors.ts';
import { atPath } from './at-path.ts';
import { type ChatParams, chatParamsSchema } from './chat-params.ts';
import { type ClipParams, clipParamsSchema } from './clip.ts';
import * as exclusions from './exclusions.ts';
import { type ListParams, listParamsSchema } from './transcript-list.ts';
import { type TranscriptParams, transcriptParamsSchema } from './transcript-params.ts';
import { type UnderstandingParams, understandingParamsSchema } from './understanding-tasks.ts';

/**
 * Returns what a job is asked to do as it was given, once nothing in it is known to be refused.
 *
 * @throws EarmarkError `invalid` that names the field, what is wrong, and what would be right. Names no values: they may
 * be secrets, or what people said.
 */
export function checkedTranscriptParams<Params extends TranscriptParams>(params: Params): Params {
  return checked(params, transcriptParamsSchema, exclusions.transcriptExclusions);
}

/** Checks a chat's request. @throws EarmarkError as `checkedTranscriptParams` does. */
export function checkedChatParams<Params extends ChatParams>(params: Params): Params {
  return checked(params, chatParamsSchema, exclusions.chatExclusions);
}

/** Checks a request to understand a transcript. @throws EarmarkError as `checkedTranscriptParams` does. */
export function checkedUnderstandingParams<Params extends UnderstandingParams>(params: Params): Params {
  return checked(params, understandingParamsSchema, exclusions.understandingExclusions);
}

/** Checks how a clip is to be heard. @throws EarmarkError as `checkedTranscriptParams` does. */
export function checkedClipParams<Params extends ClipParams>(params: Params): Params {
  return checked(params, clipParamsSchema, []);
}

/** Checks which jobs to list. @throws EarmarkError as `checkedTranscriptParams` does. */
export function checkedListParams<Params extends ListParams>(params: Params): Params {
  return checked(params, listParamsSchema, []);
}

function checked<Params extends object>(
  params: Params,
  schema: z.ZodMiniType,
  rules: readonly exclusions.Exclusion[],
): Params {
  const issue = schema.safeParse(params).error?.issues[0];
  if (issue !== undefined) throw refusal(params, issue);
  const broken = rules.find((rule) => rule.broken(params));
  if (broken !== undefined) throw new EarmarkError('invalid', broken.message);
  return params;
}

function refusal(params: unknown, issue: z.core.$ZodIssue): EarmarkError {
  const field = issue.path.length === 0 ? 'params' : issue.path.join('.');
  return new EarmarkError(
    'invalid',
    `\`${field}\` must be ${issue.message}, ${found(atPath(params, issue.path), issue)}.`,
  );
}

function found(value: unknown, { code }: z.core.$ZodIssue): string {
  if (value === undefined) return 'and is missing';
  if (code === 'too_small') return 'not less';
  if (code === 'too_big') return 'not more';
  return typeof value === 'string' && code !== 'invalid_type' ? 'not another string' : `not ${kindOf(value)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number')
    return Number.isInteger(value) ? 'a whole number' : Number.isFinite(value) ? 'a fraction' : 'NaN';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
