import { expect, it } from 'vitest';
import { refuseUnreachable } from '../src/actions/webhook-wait.ts';

it.each(['http://[::1]/', 'http://10.1.2.3/', 'http://172.20.0.1/', 'http://n8n.local/'])(
  '%s cannot be reached',
  (url) => {
    expect(() => refuseUnreachable(url)).toThrow('WEBHOOK_URL');
  },
);

it.each(['https://n8n.example.com/', 'http://172.40.0.1/', 'http://100.1.2.3/'])('%s may be', (url) => {
  expect(() => refuseUnreachable(url)).not.toThrow();
});
