export type { Authorization } from './http/authorization.ts';
export type { Guard } from './http/guard.ts';
export { type Handler, type HandlerOptions, createHandler } from './http/handler.ts';
export type { ServerOptions, ToolSet } from './options.ts';
