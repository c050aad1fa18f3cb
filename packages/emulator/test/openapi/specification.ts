import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

export type Document = Readonly<Record<string, unknown>>;

/** What is written down of one answer. */
export interface Published {
  readonly route: string;
  /** Media types it may have; none where it has no body. */
  readonly contentTypes: readonly string[];
  /** Reference to the schema of its JSON; undefined where there is none. */
  readonly schema: string | undefined;
}

/** Where the published specifications are. */
export const shared = new URL('../../../../../shared/spec/', import.meta.url);
const files = {
  rest: new URL('newer/openapi-2026-08-18.yaml', shared),
  gateway: new URL('llm-gateway.yml', shared),
  token: new URL('streaming-token.yml', shared),
};
type Name = keyof typeof files;

/** Why nothing can be checked, where it cannot. */
export const reasonToSkip = Object.values(files).every((file) => existsSync(file))
  ? undefined
  : 'shared/spec is not beside the repository';

let loaded: Readonly<Record<Name, Document>> | undefined;

/** The specifications, by the name that references to them begin with. */
export function documents(): Readonly<Record<Name, Document>> {
  loaded ??= { rest: read(files.rest), gateway: read(files.gateway), token: read(files.token) };
  return loaded;
}

/** What is written down of an answer, by method, path without the query, and status; undefined where nothing is. */
export function findPublished(method: string, path: string, status: number): Published | undefined {
  const { name, prefix } = nameOf(path);
  const document = documents()[name];
  const wanted = path.slice(prefix.length);
  // `/{subtitle_format}` fits everything that `/sentences` fits.
  const templates = Object.keys(child(document, 'paths')).filter((candidate) => fits(candidate, wanted));
  const template = templates.toSorted((a, b) => a.split('{').length - b.split('{').length)[0];
  if (template === undefined) return undefined;
  const verb = method.toLowerCase();
  const responses = child(document, 'paths', template, verb, 'responses');
  const key = [String(status), 'default'].find((code) => code in responses);
  if (key === undefined) return undefined;
  const reference = child(responses, key)['$ref'];
  const steps =
    typeof reference === 'string' ? reference.split('/').slice(1) : ['paths', template, verb, 'responses', key];
  const content = child(document, ...steps, 'content');
  const pointer = [...steps, 'content', 'application/json', 'schema'].map(escape).join('/');
  const hasSchema = child(content, 'application/json')['schema'] !== undefined;
  return {
    route: `${method} ${prefix}${template}`,
    contentTypes: Object.keys(content),
    schema: hasSchema ? `${name}#/${pointer}` : undefined,
  };
}

function nameOf(path: string): { readonly name: Name; readonly prefix: string } {
  if (path.startsWith('/v1/')) return { name: 'gateway', prefix: '/v1' };
  return { name: path.startsWith('/v3/') ? 'token' : 'rest', prefix: '' };
}

// The published file says `type: bool` once, which is no type.
function read(file: URL): Document {
  const text = readFileSync(file, 'utf8').replaceAll(/type: bool$/gm, 'type: boolean');
  const value: unknown = parse(text);
  return isRecord(value) ? value : {};
}

function fits(template: string, path: string): boolean {
  const [names, parts] = [template.split('/'), path.split('/')];
  return names.length === parts.length && names.every((name, at) => name.startsWith('{') || name === parts[at]);
}

function child(value: unknown, ...steps: readonly string[]): Document {
  const found = steps.reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), value);
  return isRecord(found) ? found : {};
}

function escape(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
