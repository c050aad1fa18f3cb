import { findOperation } from '@earmark/operations';
import type { INodeProperties } from 'n8n-workflow';
import { toInput, toProperty } from './fields.ts';

interface Group {
  readonly name: string;
  readonly label: string;
  readonly holds: RegExp;
}

// Which collection shows a parameter of a job: the first whose pattern its name fits.
const groups: readonly Group[] = [
  { name: 'speakers', label: 'Speakers', holds: /^(speaker|multichannel)/ },
  { name: 'language', label: 'Language', holds: /^language/ },
  { name: 'privacy', label: 'Privacy', holds: /redact|^filter_profanity/ },
  { name: 'analysis', label: 'Analysis', holds: /sentiment|entity|content_safety|iab|highlights|understanding/ },
  { name: 'notification', label: 'Notification', holds: /^webhook/ },
  { name: 'wording', label: 'Wording', holds: /prompt|punctuate|format|disfluencies|spelling|tags|domain/ },
  { name: 'further', label: 'Further Options', holds: /./ },
];

const submit = findOperation('submit_transcript');
const names = Object.keys(submit.ui).filter((name) => name !== 'audio');

/** The parameters of a job in collections of a few each. */
export const transcriptionProperties: readonly INodeProperties[] = groups.map(({ name, label }) => ({
  displayName: label,
  name,
  type: 'collection',
  placeholder: 'Add Option',
  default: {},
  options: names
    .filter((one) => groupOf(one) === name)
    .map((one) => toProperty(submit, one))
    .toSorted((one, other) => one.displayName.localeCompare(other.displayName)),
}));

/** The parameters of a job that were filled in. */
export function transcriptionInput(get: (name: string) => unknown): Record<string, unknown> {
  return toInput('submit_transcript', Object.assign({}, ...groups.map(({ name }) => get(name))));
}

function groupOf(parameter: string): string | undefined {
  return groups.find(({ holds }) => holds.test(parameter))?.name;
}
