import {
  type Client,
  EarmarkError,
  type WebhookReceiver,
  createClient,
  createWebhookReceiver,
} from '@earmark/core/edge';

interface Env {
  readonly BASE_URL: string;
  readonly LLM_GATEWAY_URL: string;
  readonly API_KEY: string;
}

const secret = 'a-secret-of-the-lane';
const notified: unknown[] = [];

/** A worker as one would write it: each path is a promise of the lane's. */
const routes: Readonly<Record<string, (request: Request, env: Env) => Promise<unknown>>> = {
  async '/transcribe'(request, env) {
    const stages: string[] = [];
    const onProgress = ({ stage }: { readonly stage: string }): void => void stages.push(stage);
    const audio = await request.arrayBuffer();
    const { text, id } = await clientOf(env).transcripts.transcribe(audio, {}, { onProgress });
    return { text, id, stages };
  },
  async '/stream-through'(request, env) {
    const audio = request.body ?? new Uint8Array();
    return { text: (await clientOf(env).transcripts.transcribe(audio)).text };
  },
  async '/columns'(request, env) {
    const id = await request.text();
    const { words } = await clientOf(env).transcripts.columns(id);
    return { words: words.length, first: words.at(0)?.text };
  },
  async '/llm'(request, env) {
    const messages = [{ role: 'user', content: '{{ transcript }}\n\nWhen does the beta launch?' }] as const;
    const answer = clientOf(env).llm.stream({
      model: 'claude-sonnet-4-6',
      messages,
      transcript_id: await request.text(),
    });
    const pieces: string[] = [];
    for await (const { choices } of answer) pieces.push(choices[0]?.delta.content ?? '');
    return { text: pieces.join(''), pieces: pieces.length };
  },
  async '/submit'(request, env) {
    const client = clientOf(env);
    const audio_url = await client.files.upload(await request.arrayBuffer());
    return await client.transcripts.create({ audio_url, ...receiverAt(request).params });
  },
  async '/wait-for-call'(request, env) {
    const audio = await request.arrayBuffer();
    return await clientOf(env).transcripts.transcribe(audio, {}, { webhook: receiverAt(request) });
  },
  '/notified': () => Promise.resolve(notified),
  async '/refused'(request, env) {
    const client = clientOf({ ...env, API_KEY: 'a-key-that-nobody-gave' });
    return await client.files.upload(await request.arrayBuffer());
  },
  async '/abort'(request, env) {
    const signal = AbortSignal.timeout(50);
    return await clientOf(env).transcripts.transcribe(await request.arrayBuffer(), {}, { signal });
  },
};

// oxlint-disable-next-line import/no-default-export -- what workerd looks for
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/webhook') return await receiverAt(request).fetch(request);
    try {
      return Response.json(await routes[pathname]?.(request, env));
    } catch (error) {
      const { code, status, message } = EarmarkError.is(error)
        ? error
        : { code: 'none', status: 0, message: String(error) };
      return Response.json({ code, status, message }, { status: 500 });
    }
  },
};

function clientOf({ API_KEY, BASE_URL, LLM_GATEWAY_URL }: Env): Client {
  return createClient({ apiKey: API_KEY, baseUrl: BASE_URL, llmGatewayUrl: LLM_GATEWAY_URL });
}

const receivers: WebhookReceiver[] = [];
function receiverAt(request: Request): WebhookReceiver {
  const [already] = receivers;
  if (already !== undefined) return already;
  const receiver = createWebhookReceiver({ url: new URL('/webhook', request.url).href, secret });
  receiver.onNotification((notification) => notified.push(notification));
  receivers.push(receiver);
  return receiver;
}
