import { check } from './check.ts';
import { serve } from './server.ts';
import { openService } from './service.ts';

await using service = await openService();
await using site = await serve(service, Number(process.env['PORT'] ?? 0));
console.log(`Captions by ${service.isEmulator ? 'the emulator, which knows its sample meeting alone' : 'AssemblyAI'}.`);

// Against AssemblyAI, listening costs money: there, the page is left to be tried.
if (service.isEmulator) console.log(`Heard: ${await check(site, service)}`);

if (!process.argv.includes('--check')) {
  console.log(`Open ${site.url} in a browser; Ctrl-C ends this.`);
  await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}
