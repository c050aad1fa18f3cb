import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { actions } from '../actions/index.ts';
import type { Action } from '../actions/action.ts';

const resources = { ai: 'AI', api: 'API', file: 'File', transcript: 'Transcript' } as const;

const resource: INodeProperties = {
  displayName: 'Resource',
  name: 'resource',
  type: 'options',
  noDataExpression: true,
  options: Object.entries(resources).map(([value, name]) => ({ name, value })),
  default: 'transcript',
};

const maxConcurrency: INodeProperties = {
  displayName: 'Max Concurrency',
  name: 'maxConcurrency',
  type: 'number',
  typeOptions: { minValue: 1, maxValue: 100 },
  default: 4,
  description: 'How many items to send or read at a time. Those that only wait for AssemblyAI do not count.',
};

/** The node's parameters: which operation, what it takes, and how many items at a time. */
export const properties: INodeProperties[] = [
  resource,
  ...Object.keys(resources).map(operationOf),
  ...actions.flatMap((action) => action.properties.map((one) => shownFor(action, one))),
  maxConcurrency,
];

function operationOf(of: string): INodeProperties {
  const ours = actions.filter((one) => one.resource === of);
  const options: INodePropertyOptions[] = ours
    .map(({ name, value, action, description }) => ({ name, value, action, description }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  return {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: [of] } },
    options,
    default: ours[0]?.value ?? '',
  };
}

function shownFor({ resource: of, value }: Action, property: INodeProperties): INodeProperties {
  const show = { ...property.displayOptions?.show, resource: [of], operation: [value] };
  return { ...property, displayOptions: { show } };
}
