import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocket } from '../../packages/core/node_modules/ws/wrapper.mjs';
import { sleep, until } from './instance.ts';
import type { World } from './promises.ts';

const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const port = 9333;

/** Looks at each workflow, and at the node's own parameters, in n8n's editor; pictures go to the guide's folder. */
export async function takePhotos({ root, home, n8n }: World, workflows: readonly string[]): Promise<void> {
  const folder = join(root, 'docs/adapters/images');
  await mkdir(folder, { recursive: true });
  const cookie = await signIn(n8n.url);
  const browser = spawn(
    chromium,
    [
      '--headless=new',
      '--no-sandbox',
      '--hide-scrollbars',
      `--remote-debugging-port=${port}`,
      `--user-data-dir=${join(home, 'chromium')}`,
      '--window-size=1200,760',
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  try {
    const page = await openPage();
    await page('Network.enable', {});
    await page('Runtime.enable', {});
    await page('Network.setCookie', { name: 'n8n-auth', value: cookie, url: n8n.url });
    await page('Emulation.setDeviceMetricsOverride', { width: 1200, height: 760, deviceScaleFactor: 1, mobile: false });
    for (const id of workflows) {
      await page('Page.navigate', { url: `${n8n.url}/workflow/${id}` });
      await photograph(page, join(folder, `n8n-${id}.png`));
    }
    await page('Page.navigate', { url: `${n8n.url}/workflow/${workflows[0]}/transcribe` });
    await photograph(page, join(folder, 'n8n-node.png'));
  } finally {
    await end(browser);
  }
}

type Page = (method: string, params: object) => Promise<Readonly<Record<string, unknown>>>;

async function openPage(): Promise<Page> {
  const url = await until('the browser', async () => {
    const list = await fetch(`http://127.0.0.1:${port}/json`).then(
      async (answer) => await answer.json(),
      () => [],
    );
    return Object(list).find(({ type }: { readonly type: string }) => type === 'page')?.webSocketDebuggerUrl;
  });
  const socket = new WebSocket(String(url), { perMessageDeflate: false });
  await new Promise((resolve) => socket.once('open', resolve));
  const waiting = new Map<number, (result: Readonly<Record<string, unknown>>) => void>();
  socket.on('message', (data) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
  });
  let id = 0;
  return async (method, params) => {
    id += 1;
    const own = id;
    return await new Promise((resolve) => {
      waiting.set(own, resolve);
      socket.send(JSON.stringify({ id: own, method, params }));
    });
  };
}

// When the canvas is drawn, without the advice that n8n lays over it.
async function photograph(page: Page, file: string): Promise<void> {
  const evaluate = async (expression: string): Promise<unknown> =>
    Object((await page('Runtime.evaluate', { expression, returnByValue: true }))['result']).value;
  const isDrawn = "location.pathname.includes('/workflow/') && document.querySelectorAll('.vue-flow__node').length > 0";
  await until('the canvas', async () => ((await evaluate(isDrawn)) === true ? true : undefined));
  await sleep(4000);
  await evaluate(
    "document.querySelectorAll('[data-reka-popper-content-wrapper], [data-radix-popper-content-wrapper], .el-popper').forEach((one) => one.remove())",
  );
  const { data } = await page('Page.captureScreenshot', { format: 'png' });
  await writeFile(file, Buffer.from(String(data), 'base64'));
}

// The owner of an instance that lives for minutes; the cookie of the session.
async function signIn(url: string): Promise<string> {
  const owner = { email: 'owner@example.com', firstName: 'O', lastName: 'W', password: `Ab1${crypto.randomUUID()}` };
  const answer = await fetch(`${url}/rest/owner/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(owner),
  });
  return /n8n-auth=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
}

async function end(browser: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  browser.kill('SIGTERM');
  await ended;
}
