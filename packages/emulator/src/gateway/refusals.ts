import { randomUUID } from 'node:crypto';
import { Problem } from '../problem.ts';

/** What the service says to who sends no key, misleading though it is. */
export const noAccess =
  'Your account does not have access to LLM Gateway. Please upgrade or contact us at support@assemblyai.com for more information.';

/** A transcript that is not there, or not any more. */
export function missing(message: 'transcript not found' | 'transcript deleted'): Problem {
  return new Problem(404, { code: 404, message, request_id: randomUUID(), metadata: { errors: [message] } });
}

/** What a model's provider did wrong. */
export function providerFailed(reason: string): Problem {
  return new Problem(500, {
    code: 500,
    message: 'provider error',
    request_id: randomUUID(),
    metadata: { errors: [reason] },
  });
}
