import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Exception, exceptions } from './exceptions.ts';
import { documents, findPublished, reasonToSkip } from './specification.ts';

/** An answer, as it came over the wire. */
export interface Answered {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const cache = new Map<string, ValidateFunction>();
let loaded: Ajv2020 | undefined;

/** What is wrong with an answer, against the published specification; undefined where that says nothing of it. */
export function problemsOf({ method, path, status, contentType, body }: Answered): string[] | undefined {
  if (reasonToSkip !== undefined) return undefined;
  const published = findPublished(method, path, status);
  if (published === undefined) return undefined;
  const { route, schema, contentTypes } = published;
  const type = contentType.split(';')[0] ?? '';
  // Where no body is written down, any will do.
  if (contentTypes.length > 0 && !contentTypes.includes(type)) return undefined;
  if (schema === undefined || type !== 'application/json') return [];
  const validate = compile(schema);
  if (validate(JSON.parse(body))) return [];
  const errors = (validate.errors ?? []).filter((error) => !exceptions.some((one) => covers(one, route, error)));
  return errors.map(
    (error) => `${route} ${status}: ${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
}

function compile(pointer: string): ValidateFunction {
  const known = cache.get(pointer);
  if (known !== undefined) return known;
  loaded ??= createAjv();
  const validate = loaded.compile({ $ref: pointer });
  cache.set(pointer, validate);
  return validate;
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, discriminator: false });
  addFormats.default(ajv);
  // Theirs refuses 127.0.0.1, where the emulator is.
  ajv.addFormat('url', (text: string) => URL.canParse(text));
  for (const [name, document] of Object.entries(documents())) ajv.addSchema(document, name);
  return ajv;
}

function covers({ route, at, keyword, properties, isNull }: Exception, where: string, error: ErrorObject): boolean {
  if ((route !== undefined && route !== where) || keyword !== error.keyword) return false;
  if (isNull === true && error.data !== null) return false;
  const [pattern, path] = [at.split('/'), error.instancePath.split('/')];
  if (pattern.length !== path.length || !pattern.every((step, i) => step === '*' || step === path[i])) return false;
  const property: unknown = error.params['additionalProperty'] ?? error.params['missingProperty'];
  return properties === undefined || properties.some((name) => name === property);
}
