export * from './api.ts';
export { type NodeClientOptions, createClient } from './node/client.ts';
