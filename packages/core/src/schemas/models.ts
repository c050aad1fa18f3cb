import { listOf, text } from './kinds.ts';
import { maybeNull, open } from './open.ts';

// https://www.assemblyai.com/docs/llm-gateway

export interface Model {
  /** What `model` takes. */
  id: string;
  /** For people. */
  name?: string | null | undefined;
  owned_by?: string | null | undefined;
  [key: string]: unknown;
}

/** The models on offer; the list changes from one hour to the next. */
export interface ModelList {
  data: Model[];
  [key: string]: unknown;
}

export const modelListSchema = open<ModelList>({
  data: listOf(open<Model>({ id: text, name: maybeNull(text), owned_by: maybeNull(text) })),
});
