// What runs elsewhere gets `edge.ts` in this one's place: see `imports` in package.json.
export { createClient } from '@earmark/core';
