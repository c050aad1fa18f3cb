import { isRecord } from '../record.ts';
import type { TurnFields } from './events.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A message of the service, told apart; what does not have its fields is `unknown`. */
export type ServiceMessage =
  | { readonly kind: 'Begin'; readonly id: string; readonly expiresAt: number; readonly fields: Fields }
  | { readonly kind: 'Turn'; readonly fields: TurnFields }
  | { readonly kind: 'Error'; readonly code: number | undefined; readonly text: string }
  | { readonly kind: 'SpeechStarted' | 'SpeakerRevision' | 'LLMGatewayResponse' | 'Heartbeat'; readonly fields: Fields }
  | { readonly kind: 'Warning' | 'Termination'; readonly fields: Fields }
  | { readonly kind: 'legacy' }
  | { readonly kind: 'unknown'; readonly message: unknown };

/** Reads one message; never throws. */
export function parseMessage(data: string | Uint8Array): ServiceMessage {
  let message: unknown;
  try {
    if (typeof data === 'string') message = JSON.parse(data);
  } catch {
    // What cannot be read is unknown, and has no message to show.
  }
  return (isRecord(message) ? known(message) : undefined) ?? { kind: 'unknown', message };
}

// `type` stays among the fields: every event writes its own over it, and a copy without it costs more than the rest.
function known(fields: Fields): ServiceMessage | undefined {
  const { type } = fields;
  if (type === 'Error' || (type === undefined && typeof fields['error'] === 'string')) {
    const code = fields['error_code'];
    return { kind: 'Error', code: typeof code === 'number' ? code : undefined, text: textOf(fields['error']) };
  }
  if (type === undefined && fields['message_type'] === 'SessionBegins') return { kind: 'legacy' };
  switch (type) {
    case 'Begin':
      return { kind: type, id: textOf(fields['id']), expiresAt: Number(fields['expires_at'] ?? 0), fields };
    case 'Turn':
      return isTurn(fields) ? { kind: type, fields } : undefined;
    case 'SpeakerRevision':
      return Array.isArray(fields['revisions']) ? { kind: type, fields } : undefined;
    case 'SpeechStarted':
      return typeof fields['timestamp'] === 'number' ? { kind: type, fields } : undefined;
    case 'LLMGatewayResponse':
      return typeof fields['turn_order'] === 'number' ? { kind: type, fields } : undefined;
    case 'Heartbeat':
    case 'Warning':
    case 'Termination':
      return { kind: type, fields };
    default:
      return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isTurn(fields: Fields): fields is TurnFields {
  const { turn_order: order, transcript, words } = fields;
  return typeof order === 'number' && typeof transcript === 'string' && Array.isArray(words) && words.every(isWord);
}

function isWord(word: unknown): boolean {
  if (!isRecord(word)) return false;
  return typeof word['text'] === 'string' && Number.isFinite(word['start']) && Number.isFinite(word['end']);
}
