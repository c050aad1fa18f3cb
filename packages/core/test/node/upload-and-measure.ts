import { createClient } from '../../src/index.ts';

// Uploads a file and prints by how many bytes the process grew at its highest.
const [baseUrl = '', file = ''] = process.argv.slice(2);
const before = process.memoryUsage.rss();
await createClient({ baseUrl, apiKey: 'any-key' }).files.upload(file);
process.stdout.write(String(process.resourceUsage().maxRSS * 1024 - before));
