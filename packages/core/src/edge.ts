export * from './api.ts';
export { type EdgeClientOptions, createClient } from './edge/client.ts';
export { createFetchTransport } from './edge/fetch-transport.ts';
