import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { shared } from '../openapi/specification.ts';

const files = ['usm-streaming.yml', 'usm-streaming-u3-pro.yml', 'newer/asyncapi-v3-2026-08-18.json'];

/** Names of the schemas of messages, by type. What the service sends besides has none. */
const schemas: Readonly<Record<string, string>> = {
  Begin: 'SessionBeginsPayload',
  SpeechStarted: 'SpeechStartedPayload',
  Turn: 'TurnPayload',
  SpeakerRevision: 'SpeakerRevisionPayload',
  Termination: 'TerminationPayload',
  Error: 'ErrorPayload',
};

const paths = files.map((file) => new URL(file, shared)).filter((url) => existsSync(url));
let loaded: Ajv2020 | undefined;

/** What is wrong with a message of the service, against everything that is published of it. */
export function problemsOfMessage(message: { readonly type: string }): string[] {
  const { type } = message;
  return paths.flatMap((url, at) => {
    const validate = find(at, schemas[type]);
    if (validate === undefined || validate(message)) return [];
    return (validate.errors ?? []).map((error) => `${files[at]} ${type}${error.instancePath}: ${error.message}`);
  });
}

function find(at: number, name: string | undefined): ValidateFunction | undefined {
  loaded ??= load();
  return loaded.getSchema(`${at}#/components/schemas/${name}`);
}

function load(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { ms: true } });
  addFormats.default(ajv);
  for (const [at, url] of paths.entries()) ajv.addSchema(parse(readFileSync(url, 'utf8')), String(at));
  return ajv;
}
