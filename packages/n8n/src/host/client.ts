import { type Client, type Region, createPortableClient, openAudio } from '@earmark/core/portable';
import type { OperationContext } from '@earmark/operations';
import type { IAllExecuteFunctions } from 'n8n-workflow';
import { isBinaryAudio } from './audio.ts';
import { n8nClock } from './clock.ts';
import { createTransport, credentialName } from './transport.ts';

/** A client of the credential's account, over n8n's helpers. */
export async function clientOf(host: IAllExecuteFunctions): Promise<Client> {
  const { apiKey, region, baseUrl, llmGatewayUrl } = await host.getCredentials(credentialName);
  return createPortableClient(
    {
      request: createTransport(host),
      clock: n8nClock,
      openAudio: (source) => Promise.resolve(isBinaryAudio(source) ? source : openAudio(source)),
    },
    { apiKey: textOf(apiKey), region: regionOf(region), baseUrl: given(baseUrl), llmGatewayUrl: given(llmGatewayUrl) },
  );
}

/** What an operation of the catalogue is lent: no local file is ever opened. */
export async function contextOf(
  host: IAllExecuteFunctions & { getExecutionCancelSignal?: () => AbortSignal | undefined },
): Promise<OperationContext> {
  return { client: await clientOf(host), signal: host.getExecutionCancelSignal?.(), files: false };
}

function regionOf(value: unknown): Region {
  return value === 'eu' ? 'eu' : 'us';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function given(value: unknown): string | undefined {
  const text = textOf(value).trim();
  return text === '' ? undefined : text;
}
