import { isJson } from '../is-json.ts';
import type { Json } from '../shapes.ts';

/** Where values come from: each is something that was said, or undefined where nothing was. */
export interface Evidence {
  /** A text about something, such as a property's name and description. */
  text(about: string): string | undefined;
  number(isFine: (value: number) => boolean): number | undefined;
  /** Which of some values are named. */
  named(values: readonly unknown[]): unknown[];
  /** The same, one by one, for lists of so many. */
  items(most: number): readonly Evidence[];
  /** Whether properties are filled that need not be there. */
  readonly optional: boolean;
}

interface Place {
  readonly evidence: Evidence;
  /** The whole schema, which references point into. */
  readonly root: Json;
  readonly about: string;
  readonly depth: number;
}

// Schemas may contain themselves.
const deepest = 8;
const usualItems = 3;

/** Makes the value a JSON schema describes, the same one every time, from what was said. */
export function fillSchema(schema: Json, evidence: Evidence): unknown {
  return fill(schema, { evidence, root: schema, about: '', depth: 0 });
}

function fill(unresolved: unknown, place: Place): unknown {
  const schema = resolve(unresolved, place.root, 0);
  if (schema['const'] !== undefined) return schema['const'];
  if (Array.isArray(schema['enum'])) return fillEnum(schema['enum'], place);
  const types = typesOf(schema);
  const type = types.find((name) => name !== 'null') ?? 'null';
  if (place.depth >= deepest && types.includes('null')) return null;
  const value = fillType(type, schema, place);
  if (value !== undefined) return value;
  if (types.includes('null')) return null;
  if (schema['default'] !== undefined) return schema['default'];
  return type === 'string' ? '' : leastOf(schema);
}

function fillEnum(values: readonly unknown[], { evidence }: Place): unknown {
  const [named] = evidence.named(values);
  return named ?? (values.includes(null) ? null : values[0]);
}

function fillType(type: string, schema: Json, place: Place): unknown {
  const about = `${place.about} ${typeof schema['description'] === 'string' ? schema['description'] : ''}`;
  if (type === 'object') return fillObject(schema, place);
  if (type === 'array') return fillArray(schema, { ...place, about });
  if (type === 'boolean') return false;
  if (type === 'null') return null;
  if (type === 'number' || type === 'integer') {
    return place.evidence.number((value) => fits(value, schema) && (type === 'number' || Number.isInteger(value)));
  }
  const text = place.evidence.text(about);
  return text?.slice(0, typeof schema['maxLength'] === 'number' ? schema['maxLength'] : undefined);
}

function fillObject(schema: Json, place: Place): Json {
  // Deeper than any schema that can be kept, however much it requires.
  if (place.depth > 2 * deepest) return {};
  const properties = isJson(schema['properties']) ? schema['properties'] : {};
  const required: unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
  const names = Object.keys(properties).filter(
    (name) => required.includes(name) || (place.evidence.optional && place.depth < deepest),
  );
  return Object.fromEntries(
    names.map((name) => [name, fill(properties[name], { ...place, about: name, depth: place.depth + 1 })]),
  );
}

function fillArray(schema: Json, place: Place): unknown[] {
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : Math.max(usualItems, least);
  if (place.depth >= deepest) return [];
  const items = resolve(schema['items'], place.root, 0);
  if (Array.isArray(items['enum'])) {
    const named = place.evidence.named(items['enum']);
    return [...named, ...items['enum'].filter((value) => !named.includes(value)).slice(0, least)].slice(0, most);
  }
  const deeper = { ...place, depth: place.depth + 1 };
  const filled = place.evidence.items(most).map((evidence) => fill(items, { ...deeper, evidence }));
  while (filled.length < least) filled.push(fill(items, deeper));
  return filled.slice(0, most);
}

/** Follows references, merges what has to hold together, and takes the first of alternatives. */
function resolve(unresolved: unknown, root: Json, steps: number): Json {
  if (!isJson(unresolved) || steps > deepest) return {};
  const { $ref, allOf, anyOf = unresolved['oneOf'], ...own } = unresolved;
  const again = (part: unknown): Json => resolve(part, root, steps + 1);
  if (typeof $ref === 'string') return { ...again(lookUp($ref, root)), ...own };
  if (Array.isArray(allOf)) return Object.assign({}, ...allOf.map(again), own);
  if (!Array.isArray(anyOf)) return unresolved;
  const options = anyOf.map(again);
  const chosen = options.find((option) => option['type'] !== 'null') ?? {};
  const nullable = options.some((option) => option['type'] === 'null');
  return { ...own, ...chosen, type: nullable ? [...typesOf(chosen), 'null'] : typesOf(chosen) };
}

function lookUp(ref: string, root: Json): unknown {
  const names = ref.replace(/^#\/?/, '').split('/').filter(Boolean);
  const plain = names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return plain.reduce<unknown>((value, name) => (isJson(value) ? value[name] : undefined), root);
}

function typesOf(schema: Json): string[] {
  const { type } = schema;
  if (typeof type === 'string') return [type];
  if (Array.isArray(type)) return type.map(String);
  if (schema['properties'] !== undefined) return ['object'];
  return schema['items'] === undefined ? ['string'] : ['array'];
}

function fits(value: number, schema: Json): boolean {
  const { minimum, maximum } = schema;
  return !(typeof minimum === 'number' && value < minimum) && !(typeof maximum === 'number' && value > maximum);
}

function leastOf({ minimum, exclusiveMinimum }: Json): number {
  if (typeof minimum === 'number') return minimum;
  return typeof exclusiveMinimum === 'number' ? exclusiveMinimum + 1 : 0;
}
