export { createFileAccess } from './access.ts';
export type { FilePolicy } from './policy.ts';
