import { type ChatMessage, EarmarkError } from '@earmark/core';
import { decodeQuotes } from './template/encode.ts';

const header = /<message\s+role\s*=\s*(?:"(\w*)"|'(\w*)')\s*>/gy;
const roles: Readonly<Record<string, ChatMessage['role']>> = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
};

/**
 * The messages of a rendered prompt: those of its `<message role="…">` elements, or all of it as the user's.
 *
 * Only the template's author can have written an element: what was rendered is encoded, and its tags stay so.
 *
 * @throws EarmarkError `invalid` for another role, and for words outside of the messages.
 */
export function splitMessages(prompt: string): readonly ChatMessage[] {
  const messages: ChatMessage[] = [];
  let outside = '';
  let done = 0;
  for (let at = prompt.indexOf('<message'); at !== -1; at = prompt.indexOf('<message', at + 1)) {
    header.lastIndex = at;
    const found = header.exec(prompt);
    if (found === null) continue;
    const start = at + found[0].length;
    const end = prompt.indexOf('</message>', start);
    if (end === -1) break;
    outside += prompt.slice(done, at);
    messages.push({ role: toRole(found[1] ?? found[2] ?? ''), content: decodeQuotes(prompt.slice(start, end).trim()) });
    done = end + '</message>'.length;
    at = done - 1;
  }
  if (messages.length === 0) return [{ role: 'user', content: decodeQuotes(prompt) }];
  if ((outside + prompt.slice(done)).trim() === '') return messages;
  throw new EarmarkError(
    'invalid',
    '`template` has words outside of its <message> elements: put all of them into one.',
  );
}

function toRole(name: string): ChatMessage['role'] {
  const role = Object.hasOwn(roles, name) ? roles[name] : undefined;
  if (role !== undefined) return role;
  throw new EarmarkError('invalid', `\`template\`: a message’s role must be ${Object.keys(roles).join(', ')}.`);
}
