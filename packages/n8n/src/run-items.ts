import { EarmarkError } from '@earmark/core/portable';
import type { OperationContext } from '@earmark/operations';
import { type IExecuteFunctions, type INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import { actions } from './actions/index.ts';
import type { Action, ActionCall } from './actions/action.ts';
import { contextOf } from './host/client.ts';
import { toNodeError } from './host/errors.ts';
import { createTurns } from './turns.ts';

/** Runs the node for all items, some at a time, and gives the results in the items' order. */
export async function runItems(host: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const context = await contextOf(host).catch((error: unknown) => {
    throw toNodeError(host, error, 0);
  });
  const stop = new AbortController();
  const signal = context.signal === undefined ? stop.signal : AbortSignal.any([context.signal, stop.signal]);
  const turns = createTurns(Number(host.getNodeParameter('maxConcurrency', 0, 4)));
  const work = async (itemIndex: number): Promise<INodeExecutionData[]> => {
    const passOn = await turns.take();
    // Who only waits for AssemblyAI keeps nobody from being sent.
    const onProgress: OperationContext['onProgress'] = ({ stage }) => {
      if (stage !== 'uploading') passOn();
    };
    return await runItem(host, { ...context, signal, onProgress }, itemIndex).finally(passOn);
  };
  const all = host.getInputData().map(async (_item, itemIndex) => {
    return await work(itemIndex).catch((error: unknown) => {
      // Who waits beside one that failed need wait no longer: the execution has its answer.
      stop.abort(error);
      return [];
    });
  });
  const results = await Promise.all(all);
  stop.signal.throwIfAborted();
  return [results.flat()];
}

async function runItem(
  host: IExecuteFunctions,
  context: ActionCall['context'],
  itemIndex: number,
): Promise<INodeExecutionData[]> {
  const get: ActionCall['get'] = (name, fallback) =>
    host.getNodeParameter(name, itemIndex, fallback, { extractValue: name === 'transcriptId' });
  try {
    const made = await actionOf(host, String(get('resource')), String(get('operation'))).run({
      host,
      context,
      itemIndex,
      get,
    });
    return made.map((item) => ({ ...item, pairedItem: { item: itemIndex } }));
  } catch (error) {
    context.signal?.throwIfAborted();
    const told = toNodeError(host, error, itemIndex);
    if (!host.continueOnFail()) throw told;
    const transcript_id = EarmarkError.is(error) ? error.transcriptId : undefined;
    const json = { error: told.message, ...(transcript_id === undefined ? {} : { transcript_id }) };
    return [{ json, pairedItem: { item: itemIndex } }];
  }
}

function actionOf(host: IExecuteFunctions, resource: string, value: string): Action {
  const found = actions.find((one) => one.resource === resource && one.value === value);
  if (found !== undefined) return found;
  throw new NodeOperationError(
    host.getNode(),
    `There is no operation ${value} of ${resource} in this version of the node.`,
  );
}
