import { operations } from '@earmark/operations';

/** An operation's id as Semantic Kernel writes functions: `get_transcript` is `GetTranscript`. */
export function toFunctionName(id: string): string {
  return id
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

// One word alone, such as transcribe, may be the plain verb.
const ids = operations.map(({ id }) => id).filter((id) => id.includes('_'));
const mentioned = new RegExp(`\\b(?:${ids.join('|')})\\b`, 'g');

/** Words about operations, with their functions' names in place of their ids. */
export function withFunctionNames(words: string): string {
  return words.replace(mentioned, toFunctionName);
}
