import { Ajv2020 } from 'ajv/dist/2020.js';
import { gatewayRefusal } from '../problem.ts';
import type { Json } from '../shapes.ts';
import type { Asked } from './conversation.ts';
import { evidenceOfQuotes } from './evidence.ts';
import { fillSchema } from './fill-schema.ts';

/** Answers in JSON that is valid against a schema, filled with quotes; refuses schemas that are none. */
export function answerInJson(schema: Json, asked: Asked, model: string): string {
  const validate = compile(schema);
  const value = fillSchema(schema, evidenceOfQuotes(asked));
  if (validate(value)) return JSON.stringify(value);
  const [error] = validate.errors ?? [];
  // A schema can ask for what nobody said, such as a text of a certain pattern.
  const reason = `quotes cannot fill ${error?.instancePath ?? ''}, which ${error?.message ?? 'is invalid'}`;
  throw gatewayRefusal(400, `model ${model} does not support response_format: ${reason}`);
}

function compile({ $schema: _draft, ...schema }: Json): ReturnType<Ajv2020['compile']> {
  try {
    return new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);
  } catch (error) {
    throw gatewayRefusal(400, `response_format is invalid: ${error instanceof Error ? error.message : String(error)}`);
  }
}
