import * as z from 'zod/mini';

const message = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.nullable(
    z.union([z.string(), z.readonly(z.array(z.looseObject({ type: z.literal('text'), text: z.string() })))]),
  ),
});

export const chatParamsSchema = z.looseObject({
  model: z.string(),
  messages: z.readonly(z.array(message)),
  max_tokens: z.optional(z.number()),
  temperature: z.optional(z.number()),
});

/** A request to the LLM gateway, by its own names; names not listed here pass through. */
export type ChatParams = z.input<typeof chatParamsSchema>;

export const chatCompletionSchema = z.looseObject({
  request_id: z.optional(z.nullable(z.string())),
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({ content: z.optional(z.nullable(z.string())) }),
        finish_reason: z.optional(z.nullable(z.string())),
      }),
    )
    .check(z.minLength(1)),
});
export type ChatCompletion = z.infer<typeof chatCompletionSchema>;

export const modelListSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });
export type ModelList = z.infer<typeof modelListSchema>;
