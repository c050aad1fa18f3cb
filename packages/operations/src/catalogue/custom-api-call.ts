import * as z from 'zod/mini';
import { oneOf, record, text } from '../kinds.ts';
import { defineOperation } from '../operation.ts';

export const customApiCall = defineOperation({
  id: 'custom_api_call',
  title: 'Call the API',
  summary: 'Asks the REST API for what no other operation does.',
  description:
    'Sends a request to a path of the REST API, with the account’s key and to its host alone. It may delete or be paid ' +
    'for, as the path says. Not for models.',
  group: 'advanced',
  kind: 'raw',
  annotations: { readOnly: false, destructive: true, idempotent: false, billable: true },
  tier: 'advanced',
  fields: {
    method: oneOf('The method.', ['GET', 'POST', 'DELETE']),
    path: text('A path that begins with /v2/, without a query.'),
    query: z.optional(record('The query, by name.')),
    body: z.optional(record('The body, sent as JSON.')),
  },
  output: z.object({ status: z.number(), body: z.unknown() }),
  sample: {
    input: { method: 'GET', path: '/v2/transcript', query: { limit: 1 } },
    output: { status: 200, body: { transcripts: [] } },
  },
  run: async (input, { client, signal }) => await client.call(input, { signal }),
  sketch: ({ status, body }) => ({ facts: { status }, body: JSON.stringify(body, undefined, 1) ?? '' }),
});
