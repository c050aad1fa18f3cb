import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { surviveKills } from '../../packages/emulator/test/store/kill.ts';

const kills = Number(process.argv[2] ?? 100);
const folder = await mkdtemp(join(tmpdir(), 'earmark-kill-'));
try {
  const { created, completed } = await surviveKills(folder, kills);
  process.stdout.write(`${kills} kills: ${created} jobs created, ${completed} seen completed, none lost or changed\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
