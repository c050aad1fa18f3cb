import { EarmarkError } from '@earmark/core/portable';
import { transcriptReady } from '@earmark/operations';
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { contextOf } from '../host/client.ts';
import { toNodeError } from '../host/errors.ts';
import { plain } from '../output/present.ts';

/** Starts a workflow for a call that shows the secret; any other is answered 401 and starts none. */
export async function hear(host: IWebhookFunctions): Promise<IWebhookResponseData> {
  try {
    const call = { headers: host.getHeaderData(), body: host.getBodyData() };
    const proof = {
      secret: textOf(host.getNodeParameter('secret')),
      headerName: textOf(host.getNodeParameter('headerName')),
    };
    const heard = await transcriptReady.parse(call, proof);
    const fetches = host.getNodeParameter('fetch', true) === true;
    const transcript = fetches ? await transcriptReady.load(heard, await contextOf(host)) : undefined;
    return { workflowData: [[{ json: plain(transcript ?? heard) }]] };
  } catch (error) {
    if (!EarmarkError.is(error, 'invalid')) throw toNodeError(host, error, 0);
    host.getResponseObject().status(401).end();
    return { noWebhookResponse: true };
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
