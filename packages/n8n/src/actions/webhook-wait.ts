import { EarmarkError } from '@earmark/core/portable';
import { WAIT_INDEFINITELY } from 'n8n-workflow';
import { sourceProperties } from '../form/shared.ts';
import { transcriptionInput, transcriptionProperties } from '../form/transcription.ts';
import { keepAwaited } from '../host/awaited.ts';
import { resumeSecret, secretHeader } from '../host/secret.ts';
import { outputProperties, picked } from '../output/present.ts';
import type { Action } from './action.ts';
import { audioOf, transcriptOf } from './transcribe.ts';

/** Starts a job and lets the execution sleep; AssemblyAI's call wakes it, and `resume` answers that. */
export const transcribeByWebhook: Action = {
  resource: 'transcript',
  value: 'transcribeByWebhook',
  name: 'Transcribe and Wait for Webhook',
  action: 'Transcribe a recording and wait for the webhook',
  description: 'Sleep until AssemblyAI calls back: for long recordings, where n8n has a public address',
  properties: [
    ...sourceProperties(false),
    ...outputProperties(['raw', 'simplified', 'speakers', 'text', 'utterances']),
    ...transcriptionProperties.filter(({ name }) => name !== 'notification'),
  ],
  async run(call) {
    const { host } = call;
    if (host.getInputData().length > 1)
      throw new EarmarkError(
        'invalid',
        'An execution can sleep for one recording: put Loop Over Items before this node.',
      );
    const webhook_url = String(host.getWorkflowDataProxy(0)['$execution'].resumeUrl);
    refuseUnreachable(webhook_url);
    const created = await transcriptOf(
      'submit_transcript',
      {
        audio: await audioOf(call),
        ...transcriptionInput((name) => call.get(name, {})),
        webhook_url,
        webhook_auth_header_name: secretHeader,
        webhook_auth_header_value: await resumeSecret(host),
      },
      call,
    );
    keepAwaited(host, created.id);
    await host.putExecutionToWait(WAIT_INDEFINITELY);
    return [{ json: picked(created, ['id', 'status', 'audio_url']) }];
  },
};

const unreachable =
  /^(localhost|.*\.(local|internal|localhost)|0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1?|f[cd]|fe80:))/i;

/** @throws EarmarkError `invalid` for an address that AssemblyAI cannot reach, before anything is paid for */
export function refuseUnreachable(url: string): void {
  const { hostname } = new URL(url);
  if (!unreachable.test(hostname)) return;
  throw new EarmarkError(
    'invalid',
    `AssemblyAI cannot call this n8n back at ${hostname}: set WEBHOOK_URL to its public address, or use Transcribe, which needs none.`,
  );
}
