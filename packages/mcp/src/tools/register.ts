import { EarmarkError } from '@earmark/core/portable';
import type { Operation, OperationContext } from '@earmark/operations';
import type { CallToolResult, InputRequiredResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { failureText } from '../failure.ts';
import type { Setting } from '../options.ts';
import { chooseTools } from './choose.ts';
import { unconfirmed } from './confirm.ts';
import { toProgress } from './progress.ts';
import { refused, toResult } from './result.ts';
import { type Arguments, inputOf, output } from './schema.ts';

/** Offers the operations as tools. */
export function registerTools(server: McpServer, setting: Setting): void {
  for (const operation of chooseTools(setting)) {
    const { id, title, description, annotations } = operation;
    const config = {
      title,
      description,
      inputSchema: inputOf(operation, setting),
      outputSchema: output,
      annotations: {
        title,
        readOnlyHint: annotations.readOnly,
        destructiveHint: annotations.destructive,
        idempotentHint: annotations.idempotent,
        openWorldHint: true,
      },
    };
    server.registerTool(id, config, async (args, context) => {
      const mustAsk = annotations.destructive && setting.deletes === 'ask';
      return (
        (mustAsk ? unconfirmed(args, server, context) : undefined) ?? (await call(operation, args, setting, context))
      );
    });
  }
}

async function call(
  operation: Operation,
  args: Arguments,
  setting: Setting,
  context: ServerContext,
): Promise<CallToolResult | InputRequiredResult> {
  try {
    const found = await operation.run(args, toContext(setting, context));
    return toResult(operation, operation.brief(found, args, { maxChars: setting.maxChars }));
  } catch (error) {
    // Nobody waits for the answer to a call that was cancelled.
    if (!context.mcpReq.signal.aborted && !EarmarkError.is(error)) setting.onError?.(asError(error));
    return refused(failureText(error));
  }
}

function toContext({ client, files, model, maxWaitSeconds }: Setting, context: ServerContext): OperationContext {
  const startedMs = performance.now();
  return {
    client: client(),
    signal: context.mcpReq.signal,
    onProgress: toProgress(context),
    files,
    model,
    // Read when the wait begins: what an upload took is no longer there to wait.
    get maxWaitSeconds() {
      return Math.max(0, maxWaitSeconds - (performance.now() - startedMs) / 1000);
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('something other than an Error was thrown');
}
