import { EarmarkError } from '@earmark/core/portable';
import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import { failureText } from '../failure.ts';
import type { Setting } from '../options.ts';
import { completeIds, recent } from './recent.ts';
import { about, notice, readForm } from './read.ts';
import { forms, recentUri, uriOf } from './uris.ts';

/** Offers the recent transcripts, and each transcript in its forms. */
export function registerResources(server: McpServer, setting: Setting): void {
  registerRecent(server, setting);
  for (const form of forms) {
    const template = new ResourceTemplate(`${recentUri}/{transcript_id}/${form}`, {
      // One form is listed, so that every transcript is there once.
      list:
        form === 'text'
          ? (context) => told(recentUri, setting, () => listed(setting, context.mcpReq.signal))
          : undefined,
      complete: { transcript_id: (typed) => told(recentUri, setting, () => completeIds(setting, typed)) },
    });
    const description = `The whole of it, however long: tools show parts. ${notice}`;
    server.registerResource(
      `transcript-${form}`,
      template,
      { ...about[form], description },
      async (uri, found, { mcpReq }) => {
        const id = idOf(found['transcript_id']);
        const text = await told(uri.href, setting, () => readForm(setting.client(), id, form, mcpReq.signal));
        return { contents: [{ uri: uri.href, mimeType: about[form].mimeType, text }] };
      },
    );
  }
}

function registerRecent(server: McpServer, setting: Setting): void {
  const config = {
    title: 'Recent transcripts',
    description: 'Ids, states and dates of the newest transcripts, without their text.',
    mimeType: 'application/json',
  };
  server.registerResource('recent-transcripts', recentUri, config, async (uri, { mcpReq }) => {
    const transcripts = await told(uri.href, setting, () => recent(setting, mcpReq.signal));
    return { contents: [{ uri: uri.href, mimeType: config.mimeType, text: JSON.stringify({ transcripts }) }] };
  });
}

async function listed(setting: Setting, signal: AbortSignal) {
  const found = await recent(setting, signal);
  const resources = found
    .filter(({ status }) => status === 'completed')
    .map(({ id, created }) => ({
      uri: uriOf(id, 'text'),
      name: `transcript-${id}`,
      title: `Transcript of ${created.slice(0, 16).replace('T', ' ')}`,
      mimeType: about.text.mimeType,
    }));
  return { resources };
}

function idOf(variable: string | string[] | undefined): string {
  const [given = ''] = [variable].flat();
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}

/** Turns what goes wrong into an error of the protocol, in words for who reads it. */
async function told<Value>(uri: string, { onError }: Setting, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (EarmarkError.is(error, 'not_found')) throw new ResourceNotFoundError(uri, failureText(error));
    if (!EarmarkError.is(error) && error instanceof Error && error.name !== 'AbortError') onError?.(error);
    throw new ProtocolError(ProtocolErrorCode.InternalError, failureText(error));
  }
}
