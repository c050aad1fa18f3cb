import { findOperation } from '@earmark/operations';
import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { toInput, toProperty } from '../form/fields.ts';
import { transcriptLocator } from '../form/shared.ts';
import { plain } from '../output/present.ts';
import { type Action, type ActionCall } from './action.ts';

interface About extends Pick<Action, 'resource' | 'value' | 'name' | 'action'> {
  /** The operation of the catalogue. */
  readonly id: string;
  /** Fields that are set here. @default none */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** @default the answer as one item */
  readonly toItems?: (answer: unknown) => INodeExecutionData[];
}

/** An operation of the node that is one of the catalogue's: its form is made of the catalogue's words. */
export function catalogued({ id, fixed = {}, toItems = one, ...about }: About): Action {
  const operation = findOperation(id);
  const required = Object.keys(operation.ui).filter((name) => isRequired(id, name));
  const shown = (name: string): boolean => operation.ui[name]?.paging !== true && !(name in fixed);
  const top = required.filter((name) => shown(name));
  const rest = Object.keys(operation.ui).filter((name) => shown(name) && !required.includes(name));
  const properties = top.map((name) =>
    name === 'transcript_id' ? transcriptLocator : { ...toProperty(operation, name), required: true },
  );
  return {
    ...about,
    description: operation.summary.replace(/\.$/, ''),
    properties: rest.length === 0 ? properties : [...properties, optionsOf(id, rest)],
    async run(call) {
      const values = Object.fromEntries(top.map((name) => [name, valueOf(call, name)]));
      const given = toInput(id, { ...Object(call.get('options', {})), ...values, ...fixed });
      return toItems(await operation.run(given, call.context));
    },
  };
}

function valueOf(call: ActionCall, name: string): unknown {
  return name === 'transcript_id' ? call.get('transcriptId') : call.get(name);
}

function optionsOf(id: string, names: readonly string[]): INodeProperties {
  const options = names
    .map((name) => toProperty(findOperation(id), name))
    .toSorted((a, b) => a.displayName.localeCompare(b.displayName));
  return {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add Option',
    default: {},
    options,
  };
}

function isRequired(id: string, name: string): boolean {
  const { input } = findOperation(id);
  return input.shape[name]?._zod.optin !== 'optional';
}

function one(answer: unknown): INodeExecutionData[] {
  return [{ json: plain(answer) }];
}
