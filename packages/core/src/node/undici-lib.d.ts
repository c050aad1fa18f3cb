// What undici keeps inside, with the types of the whole, which leave out a body that it takes as well: bytes that come
// one by one. https://undici.nodejs.org/#/docs/api/Dispatcher
declare module 'undici/lib/dispatcher/agent.js' {
  export { Agent as default } from 'undici';
}

declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';

  export type Options = Omit<Dispatcher.RequestOptions, 'body'> & {
    readonly body: string | AsyncIterable<Uint8Array> | null;
  };
  export default function request(this: Dispatcher, options: Options): Promise<Dispatcher.ResponseData>;
}
