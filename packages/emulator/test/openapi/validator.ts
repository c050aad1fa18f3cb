import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { type Exception, exceptions } from './exceptions.ts';

/** An answer, as it came over the wire. */
export interface Answered {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const shared = new URL('../../../../../shared/spec/', import.meta.url);
const files = { rest: new URL('newer/openapi-2026-08-18.yaml', shared), gateway: new URL('llm-gateway.yml', shared) };

/** Why nothing can be checked, where it cannot. */
export const reasonToSkip = existsSync(files.rest) ? undefined : 'shared/spec is not beside the repository';

type Document = Readonly<Record<string, unknown>>;

const cache = new Map<string, ValidateFunction>();
let loaded: { ajv: Ajv2020; documents: Record<keyof typeof files, Document> } | undefined;

/** What is wrong with an answer, against the published specification; empty where that says nothing of it. */
export function problemsOf(answered: Answered): string[] {
  if (reasonToSkip !== undefined || !answered.contentType.startsWith('application/json')) return [];
  const found = findSchema(answered);
  if (found === undefined) return [];
  const validate = compile(found.pointer);
  if (validate(JSON.parse(answered.body))) return [];
  const errors = (validate.errors ?? []).filter((error) => !isExcepted(found.route, error));
  return errors.map(
    (error) => `${found.route}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

function load() {
  loaded ??= (() => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, discriminator: false });
    addFormats.default(ajv);
    // Theirs refuses 127.0.0.1, where the emulator is.
    ajv.addFormat('url', (text: string) => URL.canParse(text));
    const documents = { rest: read(files.rest), gateway: read(files.gateway) };
    for (const [name, document] of Object.entries(documents)) ajv.addSchema(document, name);
    return { ajv, documents };
  })();
  return loaded;
}

// The published file says `type: bool` once, which is no type.
function read(file: URL): Document {
  const text = readFileSync(file, 'utf8').replaceAll(/type: bool$/gm, 'type: boolean');
  const value: unknown = parse(text);
  return isRecord(value) ? value : {};
}

function compile(pointer: string): ValidateFunction {
  const known = cache.get(pointer);
  if (known !== undefined) return known;
  const validate = load().ajv.compile({ $ref: pointer });
  cache.set(pointer, validate);
  return validate;
}

/** Where the schema of an answer is; undefined where none is written down. */
function findSchema({ method, path, status }: Answered): { route: string; pointer: string } | undefined {
  const isGateway = path.startsWith('/v1/');
  const name = isGateway ? 'gateway' : 'rest';
  const document = load().documents[name];
  const wanted = isGateway ? path.slice('/v1'.length) : path;
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
  if (child(document, ...steps, 'content', 'application/json')['schema'] === undefined) return undefined;
  const pointer = [...steps, 'content', 'application/json', 'schema'].map(escape).join('/');
  return { route: `${method} ${isGateway ? '/v1' : ''}${template}`, pointer: `${name}#/${pointer}` };
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

function isExcepted(route: string, error: ErrorObject): boolean {
  return exceptions.some((exception) => covers(exception, route, error));
}

function covers({ route, at, keyword, properties, isNull }: Exception, where: string, error: ErrorObject): boolean {
  if ((route !== undefined && route !== where) || keyword !== error.keyword) return false;
  if (isNull === true && error.data !== null) return false;
  const [pattern, path] = [at.split('/'), error.instancePath.split('/')];
  if (pattern.length !== path.length || !pattern.every((step, i) => step === '*' || step === path[i])) return false;
  const property: unknown = error.params['additionalProperty'] ?? error.params['missingProperty'];
  return properties === undefined || properties.some((name) => name === property);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
