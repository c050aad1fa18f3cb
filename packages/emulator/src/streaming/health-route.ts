import type { Route } from '../http.ts';

/** `GET /v3/health` of a streaming host that one runs oneself. */
export const healthRoute: Route = {
  method: 'GET',
  path: '/v3/health',
  open: true,
  handle: () => ({ json: { status: 'ok' } }),
};
