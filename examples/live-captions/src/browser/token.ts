/** Asks the page's own server for a token: each is good for one connection. */
export async function fetchToken(): Promise<string> {
  const response = await fetch('/token', { method: 'POST' });
  const answer: unknown = await response.json().catch(() => undefined);
  if (isRecord(answer) && typeof answer['token'] === 'string') return answer['token'];
  const why = isRecord(answer) && typeof answer['error'] === 'string' ? answer['error'] : `HTTP ${response.status}`;
  throw new Error(`This page’s server has no token to give: ${why}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
