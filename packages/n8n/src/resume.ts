import { EarmarkError } from '@earmark/core/portable';
import { transcriptReady } from '@earmark/operations';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isAwaited } from './host/awaited.ts';
import { contextOf } from './host/client.ts';
import { toNodeError } from './host/errors.ts';
import { resumeSecret, secretHeader } from './host/secret.ts';
import { present } from './output/present.ts';

/** Wakes an execution when AssemblyAI, and nobody else, says that its transcript is done. */
export async function resume(host: IWebhookFunctions): Promise<IWebhookResponseData> {
  try {
    const call = { headers: host.getHeaderData(), body: host.getBodyData() };
    const heard = await transcriptReady.parse(call, { secret: await resumeSecret(host), headerName: secretHeader });
    if ('transcript_id' in heard && !isAwaited(host, heard.transcript_id))
      return { webhookResponse: 'Another transcript is waited for.' };
    const context = await contextOf(host);
    const transcript = await transcriptReady.load(heard, context);
    if (transcript === undefined) return { webhookResponse: 'The transcript is waited for, not its audio.' };
    const get = (name: string, fallback?: unknown): unknown => host.getNodeParameter(name, fallback);
    return { workflowData: [await present({ host, context, get }, transcript)] };
  } catch (error) {
    if (!EarmarkError.is(error, 'invalid')) throw toNodeError(host, error, 0);
    host.getResponseObject().status(401).end();
    return { noWebhookResponse: true };
  }
}
