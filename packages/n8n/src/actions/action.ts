import type { OperationContext } from '@earmark/operations';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** What an operation of the node is given for one item. */
export interface ActionCall {
  readonly host: IExecuteFunctions;
  readonly context: OperationContext;
  readonly itemIndex: number;
  /** A parameter's value for this item. */
  get(name: string, fallback?: unknown): unknown;
}

/** One operation of the node: how it is shown, and what it does for an item. */
export interface Action {
  readonly resource: 'ai' | 'api' | 'file' | 'transcript';
  readonly value: string;
  readonly name: string;
  /** As n8n lists it among its actions. */
  readonly action: string;
  readonly description: string;
  readonly properties: readonly INodeProperties[];
  run(call: ActionCall): Promise<INodeExecutionData[]>;
}
