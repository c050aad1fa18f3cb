import {
  CLIENT_CAPABILITIES_META_KEY,
  type CallToolResult,
  type InputRequiredResult,
  type McpServer,
  type ServerContext,
  inputRequired,
  inputResponse,
} from '@modelcontextprotocol/server';
import type { Arguments } from './schema.ts';
import { refused } from './result.ts';

const way =
  'A person can delete it in the AssemblyAI dashboard, or start this server with deletes “unasked”, where the client in ' +
  'front asks before each call.';

/** Asks the person before something is deleted; undefined once they agreed, else what to answer the call with. */
export function unconfirmed(
  { transcript_id }: Arguments,
  server: McpServer,
  { mcpReq }: ServerContext,
): CallToolResult | InputRequiredResult | undefined {
  const id = String(transcript_id);
  // The id is in the key, so that a yes to one is no yes to another.
  const key = `delete ${id}`;
  const answer = inputResponse(mcpReq.inputResponses, key);
  if (answer.kind === 'elicit') {
    if (answer.action === 'accept' && answer.content?.['confirm'] === true) return undefined;
    return refused('The person did not agree: nothing was deleted. Do not ask again unless they do.');
  }
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  const declared = envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.server.getClientCapabilities();
  if (Object(declared).elicitation === undefined)
    return refused(`Nothing was deleted: this client cannot ask the person whether they want it. ${way}`);
  const shownId = id.length > 80 ? `${id.slice(0, 80)}…` : id;
  const request = inputRequired.elicit({
    mode: 'form',
    message: `Delete transcript ${shownId} and its recording for good? This cannot be undone.`,
    requestedSchema: {
      type: 'object',
      properties: { confirm: { type: 'boolean', title: 'Delete it for good' } },
      required: ['confirm'],
    },
  });
  return inputRequired({ inputRequests: { [key]: request } });
}
