import type { Extent } from './extent.ts';
import { listOf, objectOf } from './fields.ts';

// What compromise calls them. An address's words are found by pattern, and its places here.
const queries: Readonly<Record<string, string>> = {
  date: '(the? #Ordinal of)? #Date+',
  nationality: '#Demonym',
  location_city: '#City+',
  location_state: '#Region+',
  location_country: '#Country+',
};

// To compromise, "two days" holds a date.
const unit = /^(?:second|minute|hour|day|week|month|year)s?\W*$/i;

interface Found extends Extent {
  readonly text: string;
}

type Grammar = (policy: string) => readonly Extent[];

/** Policies that take some knowledge of English. */
export const grammarPolicies = ['person_name', 'organization', ...Object.keys(queries), 'location'] as const;

/** Reads an English text, and tells where each policy's words are. */
export async function readGrammar(text: string): Promise<Grammar> {
  const { default: nlp } = await import('compromise');
  const doc = nlp(text);
  const isFormatted = /\p{Lu}/u.test(text);
  return (policy) => {
    const query = queries[policy];
    if (query !== undefined) return extents(doc.match(query)).filter(({ text: found }) => !unit.test(found));
    if (policy === 'location') return extents(doc.places());
    if (policy === 'organization') return extents(doc.organizations());
    const names = [...extents(doc.people()), ...extents(doc.match('(#FirstName|#LastName)+'))];
    return isFormatted ? names.flatMap(fromCapital) : names;
  };
}

// In written text a name has its capital, and "brother John Smith" holds one.
function fromCapital({ from, to, text }: Found): Found[] {
  const at = text.search(/\p{Lu}/u);
  return at === -1 ? [] : [{ from: from + at, to, text: text.slice(at) }];
}

function extents(view: { json(options: object): unknown }): Found[] {
  return listOf(view.json({ offset: true, terms: false })).flatMap((match) => {
    const { offset, text } = objectOf(match);
    const { start, length } = objectOf(offset);
    if (typeof start !== 'number' || typeof length !== 'number' || typeof text !== 'string') return [];
    return [{ from: start, to: start + length, text }];
  });
}
