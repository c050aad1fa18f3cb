// The heart without a platform: no timer, no `process`, no `node:` module is reachable from here.
export * from './api.ts';
export { openAudio } from './audio.ts';
export { type Platform, createPortableClient } from './client.ts';
