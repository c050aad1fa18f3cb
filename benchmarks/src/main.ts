import { cpus, totalmem } from 'node:os';
import type { Case } from './case.ts';
import { documents } from './cases/documents.ts';
import { fleet } from './cases/fleet.ts';
import { importing } from './cases/import.ts';
import { largeGet } from './cases/large-get.ts';
import { size } from './cases/size.ts';
import { smallGet } from './cases/small-get.ts';
import { streaming } from './cases/streaming.ts';
import { upload } from './cases/upload.ts';
import { wait } from './cases/wait.ts';
import { startService } from './start-service.ts';
import { type Row, toTable } from './table.ts';

const cases: Readonly<Record<string, Case>> = {
  import: importing,
  wait,
  fleet,
  upload,
  'large-get': largeGet,
  'small-get': smallGet,
  documents,
  streaming,
  size,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(cases, name));
if (unknown.length > 0) {
  process.stderr.write(`No such case: ${unknown.join(', ')}. There are ${Object.keys(cases).join(', ')}.\n`);
  process.exit(1);
}

await using service = await startService();
const rows: Row[] = [];
for (const [name, measure] of Object.entries(cases)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  rows.push(...(await measure(service)));
}
const [cpu] = cpus();
const machine = `Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
process.stdout.write(`${machine}\n\n${toTable(rows)}\n`);
