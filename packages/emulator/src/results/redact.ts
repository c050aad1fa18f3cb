import type { Json, Word } from '../shapes.ts';
import { wordExtents, wordsIn } from './extent.ts';
import { listOf, objectOf } from './fields.ts';
import { findPhrase, toKeys, toParts } from './phrases.ts';
import { grammarPolicies, readGrammar } from './pii-language.ts';
import { piiPatterns } from './pii-patterns.ts';
import { spoken } from './units.ts';
import type { Span } from './window.ts';

export interface Redaction {
  readonly words: readonly Word[];
  /** When something is said that was redacted. */
  readonly spans: readonly Span[];
  readonly warnings: readonly string[];
}

const grammar: readonly string[] = grammarPolicies;
const detectable: readonly string[] = [...piiPatterns.keys(), ...grammar];

/** Hides what the requested policies and the request's own lists name, word by word. */
export async function redact(words: readonly Word[], params: Json, languageCode: string): Promise<Redaction> {
  const wanted = toPolicies(params['redact_pii_policies']);
  const isEnglish = languageCode.startsWith('en');
  const known = detectable.filter((policy) => isEnglish || !grammar.includes(policy));
  const policies = known.filter((policy) => wanted.includes(policy));
  const labels = new Map<number, string>();
  for (const { words: said, indexes } of byChannel(words)) {
    const own = staticLabels(said, params['redact_static_entities']);
    for (const [at, label] of [...own, ...(await policyLabels(said, policies))]) {
      const index = indexes[at] ?? at;
      if (!labels.has(index)) labels.set(index, label);
    }
  }
  const asNames = params['redact_pii_sub'] === 'entity_name';
  const missing = wanted.filter((policy) => !known.includes(policy));
  return {
    words: words.map((word, at) => hide(word, labels.get(at), asNames)),
    spans: words.filter((_, at) => labels.has(at)).map(({ start, end }) => ({ start, end })),
    warnings: missing.length === 0 ? [] : [cannotDetect(missing, languageCode)],
  };
}

// Channels speak at once: each is read by itself, so that a name or a number is not torn apart.
function byChannel(words: readonly Word[]): { readonly words: readonly Word[]; readonly indexes: readonly number[] }[] {
  return [...new Set(words.map(({ channel }) => channel))].map((channel) => {
    const indexes = words.flatMap((word, at) => (word.channel === channel ? [at] : []));
    return { words: words.filter((word) => word.channel === channel), indexes };
  });
}

function toPolicies(value: unknown): string[] {
  const named = value === undefined || value === null ? detectable : listOf(value);
  return named.filter((policy) => typeof policy === 'string');
}

async function policyLabels(words: readonly Word[], policies: readonly string[]): Promise<[number, string][]> {
  const [text, extents] = [spoken(words), wordExtents(words)];
  const find = policies.some((policy) => grammar.includes(policy)) ? await readGrammar(text) : () => [];
  return policies.flatMap((policy) => {
    const pattern = piiPatterns.get(policy);
    const matches = pattern === undefined ? find(policy) : [...text.matchAll(pattern)].map(toExtent);
    return matches.flatMap((match) => wordsIn(extents, match).map((at): [number, string] => [at, policy]));
  });
}

function toExtent({ index, 0: { length } }: RegExpExecArray) {
  return { from: index, to: index + length };
}

function staticLabels(words: readonly Word[], entities: unknown): [number, string][] {
  return Object.entries(objectOf(entities)).flatMap(([label, phrases]) =>
    listOf(phrases).flatMap((phrase) => {
      if (typeof phrase !== 'string') return [];
      const { length } = toKeys(phrase);
      return findPhrase(words, phrase).flatMap((at) =>
        Array.from({ length }, (_, offset): [number, string] => [at + offset, label]),
      );
    }),
  );
}

function hide(word: Word, label: string | undefined, asNames: boolean): Word {
  if (label === undefined) return word;
  const { before, core, after } = toParts(word.text);
  return { ...word, text: before + (asNames ? `[${label.toUpperCase()}]` : '#'.repeat(core.length)) + after };
}

function cannotDetect(policies: readonly string[], languageCode: string): string {
  return `redact_pii_policies: this emulator cannot detect ${policies.join(', ')} in ${languageCode}, and left them in.`;
}
