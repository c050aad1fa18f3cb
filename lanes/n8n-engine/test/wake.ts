import type { Emulator } from '@earmark/emulator';
import type { INode, IWebhookResponseData } from 'n8n-workflow';
import { type EngineRun, type NodeRun, additionalData, core, flowOf, node, workflowOf } from './engine.ts';

/** A call to the address of a sleeping execution. */
export interface Call {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What the node makes of a call, and the status it answered itself, if any. */
export interface Heard {
  readonly result: IWebhookResponseData;
  readonly answered: number | undefined;
}

/** Lets a call reach the node of a sleeping execution, with what n8n's own server lends it then. */
export async function wake(emulator: Emulator, run: EngineRun, asleep: NodeRun, call: Call): Promise<Heard> {
  let answered: number | undefined;
  const httpResponse = {
    status(code: number) {
      answered = code;
      return { end: () => undefined };
    },
  };
  const flow = flowOf(run);
  const context = new core.WebhookContext(
    workflowOf(flow),
    flow.nodes[1] as INode,
    additionalData(emulator, run, { httpRequest: call, httpResponse }),
    'trigger',
    Object({ webhookDescription: node.description.webhooks?.[0] }),
    [],
    asleep.run.data,
  );
  const result = await node.webhook?.call(Object(context));
  return { result: result ?? {}, answered };
}
