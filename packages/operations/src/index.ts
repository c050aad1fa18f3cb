export { type Brief, type Budget } from './brief.ts';
export { operations } from './catalogue/index.ts';
export type { FileAccess, OpenedFile, OperationContext } from './context.ts';
export { type InputJsonSchema, type JsonSchemaOptions, toJsonSchema } from './json-schema.ts';
export type { Annotations, HttpBinding, Operation } from './operation.ts';
export { type Tombstone, findOperation, tombstones } from './tombstones.ts';
export { type Trigger, type WebhookCall, type WebhookProof, transcriptReady } from './trigger.ts';
export type { FieldUi } from './ui.ts';
