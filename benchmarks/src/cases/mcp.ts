import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Case } from '../case.ts';
import { type Metrics, inTurn, of } from '../measure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// A server of the same SDK that offers nothing, as one would write it.
const empty = `
  import { McpServer } from '@modelcontextprotocol/server';
  import { serveStdio } from '@modelcontextprotocol/server/stdio';
  serveStdio(() => new McpServer({ name: 'empty', version: '1' }, { capabilities: { tools: {} } }));
`;

const sides = {
  empty: ['--input-type=module', '--eval', empty],
  ours: [fileURLToPath(new URL('../../packages/mcp/dist/cli.mjs', import.meta.url))],
} as const;

const opening = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'benchmark', version: '1' } },
};

/** How long a client waits for a server that it starts: until it is greeted, and until it knows the tools. */
export const mcp: Case = async () => {
  const found = await inTurn(['empty', 'ours'], async (side) => await start(sides[side], side === 'ours'));
  return [
    {
      what: 'MCP server, started and greeted',
      unit: 'ms',
      ours: of('greetedMs', found.ours),
      floor: { is: 'an empty server', value: of('greetedMs', found.empty) },
    },
    { what: 'MCP server, until its tools are listed', unit: 'ms', ours: of('listedMs', found.ours) },
  ];
};

async function start(args: readonly string[], hasTools: boolean): Promise<Metrics> {
  const startedMs = performance.now();
  const server = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'close').then(([code]) => {
    throw new Error(`the server ended with ${String(code)} before it answered`);
  });
  try {
    const ask = async (message: object): Promise<number> => {
      server.stdin.write(`${JSON.stringify(message)}\n`);
      await Promise.race([once(server.stdout, 'data'), ended]);
      return performance.now() - startedMs;
    };
    const greetedMs = await ask(opening);
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
    const listedMs = hasTools ? await ask({ jsonrpc: '2.0', id: 2, method: 'tools/list' }) : greetedMs;
    return { greetedMs, listedMs };
  } finally {
    server.stdin.end();
    await ended.catch(() => undefined);
  }
}
