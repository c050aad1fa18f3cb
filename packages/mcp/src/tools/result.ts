import type { Brief, Operation } from '@earmark/operations';
import type { CallToolResult } from '@modelcontextprotocol/server';
import { uriOf } from '../resources/uris.ts';

/** What a tool answers: text for the model, facts for programs, and where a program finds the whole. */
export function toResult({ kind }: Operation, { text, structured }: Brief): CallToolResult {
  const { transcript_id, status } = structured;
  const isWhole = (kind === 'create' || kind === 'wait' || kind === 'read') && status === 'completed';
  const link =
    isWhole && typeof transcript_id === 'string'
      ? [
          {
            type: 'resource_link' as const,
            uri: uriOf(transcript_id, 'text'),
            name: `transcript-${transcript_id}`,
            mimeType: 'text/plain',
          },
        ]
      : [];
  return { content: [{ type: 'text', text }, ...link], structuredContent: { ...structured } };
}

/** What a tool answers that did not do what it was asked for. */
export function refused(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}
