import type { ModelProfile } from '@langchain/core/language_models/profile';

// https://www.assemblyai.com/docs/llm-gateway/structured-outputs
const withoutStructuredOutput = /^gpt-oss|^claude-3|^claude-sonnet-5(?:-|$)/;

/** Says what a model can do through the gateway, which takes and gives text alone, whatever the model could do. */
export function toProfile(model: string): ModelProfile {
  return {
    imageInputs: false,
    imageUrlInputs: false,
    pdfInputs: false,
    audioInputs: false,
    videoInputs: false,
    imageToolMessage: false,
    pdfToolMessage: false,
    imageOutputs: false,
    audioOutputs: false,
    videoOutputs: false,
    reasoningOutput: false,
    toolCalling: true,
    // 'auto', 'none' or one tool by name; not 'any'.
    toolChoice: false,
    structuredOutput: !withoutStructuredOutput.test(model),
  };
}
