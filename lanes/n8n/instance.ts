import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { n8n, node } from './install.ts';

const run = promisify(execFile);
const maxBuffer = 256 * 1024 * 1024;
/** What stands for the public address of this n8n. */
export const publicUrl = 'https://n8n.example.com';

/** One n8n: its folder, its port, its commands, and its process. */
export class Instance {
  readonly url: string;
  #process: ChildProcess | undefined;

  constructor(
    readonly home: string,
    readonly port: number,
  ) {
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Runs one of n8n's commands; its output. */
  async command(...args: readonly string[]): Promise<string> {
    const { stdout } = await run(node, [n8n, ...args], { env: this.#env(5692), maxBuffer, cwd: this.home });
    return stdout;
  }

  async import(kind: 'workflow' | 'credentials', what: unknown): Promise<void> {
    const file = join(this.home, `${kind}.json`);
    await writeFile(file, JSON.stringify(what));
    await this.command(`import:${kind}`, `--input=${file}`);
  }

  async start(): Promise<void> {
    const child = spawn(node, [n8n, 'start'], { env: this.#env(5691), cwd: this.home, stdio: 'ignore' });
    this.#process = child;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`n8n has ended with ${child.exitCode}`);
      const ready = await fetch(`${this.url}/healthz/readiness`).catch(() => undefined);
      if (ready?.ok === true) return;
      await sleep(500);
    }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  /** The executions of a workflow, oldest first: their states, and what they hold as n8n keeps it. */
  async executions(workflow: string): Promise<readonly { readonly status: string; readonly data: string }[]> {
    const code = `
      const { DatabaseSync } = require('node:sqlite');
      const db = new DatabaseSync(process.argv[1], { readOnly: true });
      const rows = db.prepare('select e.status, d.data from execution_entity e join execution_data d on d.executionId = e.id where e.workflowId = ? order by e.id').all(process.argv[2]);
      console.log(JSON.stringify(rows));`;
    const database = join(this.home, '.n8n/database.sqlite');
    const { stdout } = await run(node, ['-e', code, database, workflow], { maxBuffer });
    return JSON.parse(stdout);
  }

  #env(broker: number): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      HOME: this.home,
      N8N_USER_FOLDER: this.home,
      N8N_ENCRYPTION_KEY: 'the-key-of-the-lane',
      N8N_PORT: String(this.port),
      N8N_LISTEN_ADDRESS: '127.0.0.1',
      N8N_RUNNERS_BROKER_PORT: String(broker),
      N8N_DIAGNOSTICS_ENABLED: 'false',
      N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
      N8N_TEMPLATES_ENABLED: 'false',
      N8N_PERSONALIZATION_ENABLED: 'false',
      N8N_SECURE_COOKIE: 'false',
      N8N_RESTRICT_FILE_ACCESS_TO: join(this.home, 'files'),
      WEBHOOK_URL: publicUrl,
    };
  }
}

export async function sleep(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Asks until there is an answer. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what} has not come within ${seconds} s`);
    await sleep(500);
  }
}
