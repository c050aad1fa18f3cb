import { EarmarkError, type EarmarkErrorCode } from '@earmark/core/portable';

const most = 1500;

const hints: Readonly<Partial<Record<EarmarkErrorCode, string>>> = Object.freeze({
  auth: 'The person who set this server up has to give it a valid AssemblyAI API key.',
  account: 'This is for the owner of the AssemblyAI account to solve.',
  not_found: 'list_transcripts gives the ids that there are.',
  not_ready: 'Call wait_for_transcript with this transcript_id first.',
  fs_denied: 'Give an http(s) URL instead, or ask the person who set this server up which files it may read.',
  network: 'The service could not be reached; try again later.',
  service: 'The service had a problem of its own; try again later.',
});

/** What a model is told of a failure: what was wrong, what is left of it, and what to do; never a stack. */
export function failureText(error: unknown): string {
  if (!EarmarkError.is(error)) return 'This server failed in a way it should not; nothing more is known.';
  const { code, message, transcriptId, retryAfterMs } = error;
  // What the service quotes is cut: a page of HTML helps no model.
  const said = message.length > most ? `${message.slice(0, most)}…` : message.replace(/(?<![.!?…])$/, '.');
  const wait = retryAfterMs === undefined ? [] : [`Try again in ${Math.ceil(retryAfterMs / 1000)} s.`];
  const goesOn = transcriptId !== undefined && (code === 'timeout' || code === 'network' || code === 'service');
  const kept = goesOn ? [`The job goes on: call wait_for_transcript with transcript_id ${transcriptId}.`] : [];
  const hint = hints[code];
  return [said, ...wait, ...kept, ...(hint === undefined ? [] : [hint])].join(' ');
}
