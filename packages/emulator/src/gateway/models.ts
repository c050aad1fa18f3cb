import type { Json } from '../shapes.ts';

/** The model that is always at hand: it quotes, and does not pretend to think. */
const extractiveModel = 'earmark-extractive';

/** The list of models, in OpenAI's shape with the gateway's names. */
export function listModels(ids: readonly string[] = [extractiveModel]): Json {
  const data = ids.map((id) => ({ id, object: 'model', created: 0, owned_by: 'earmark', name: id }));
  return { object: 'list', data };
}
