import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Started, startEmulator, startWorkerd } from './processes.ts';
import { configure, install } from './install.ts';
import { promises } from './promises.ts';

const root = join(import.meta.dirname, '../..');
const key = 'the-key-of-the-lane';
const folder = await mkdtemp(join(tmpdir(), 'earmark-workerd-'));
const running: Started[] = [];
try {
  await install(root, folder);
  const emulator = await startEmulator(root, key);
  running.push(emulator);
  const { url, llmGatewayUrl } = emulator.said;
  await configure(folder, { BASE_URL: String(url), LLM_GATEWAY_URL: String(llmGatewayUrl), API_KEY: key });
  const workerd = await startWorkerd(folder);
  running.push(workerd);

  const audio = await readFile(join(root, 'packages/emulator/samples/meeting.mp3'));
  const worker = { url: `http://127.0.0.1:${String(workerd.said['port'])}`, audio };
  for (const [promise, check] of Object.entries(promises)) {
    await check(worker);
    process.stdout.write(`kept: ${promise}\n`);
  }
} finally {
  for (const one of running) await one.end();
  await rm(folder, { recursive: true, force: true });
}
