export { type GatewayChatOptions, createGatewayChat } from './gateway-chat.ts';
export { handleToolCall } from './handle-tool-call.ts';
export { type PromptOptions, type PromptResult, invokePrompt } from './invoke-prompt.ts';
export type {
  ChatClient,
  FunctionFilter,
  FunctionInvocation,
  FunctionResult,
  InvokeOptions,
  JsonSchema,
  KernelArguments,
  KernelFunction,
  KernelFunctionMetadata,
  KernelParameter,
  KernelPlugin,
} from './kernel.ts';
export type { OperationResult } from './operation-function.ts';
export { type AssemblyAIPlugin, type OperationTool, type PluginOptions, createAssemblyAIPlugin } from './plugin.ts';
export { progressEvents, toProgressText } from './progress-events.ts';
export { type RenderOptions, renderPrompt } from './template/render-prompt.ts';
export { type Position, TemplateError } from './template/syntax.ts';
export { type ToolChoice, toToolChoice } from './tool-choice.ts';
export {
  type CallOptions,
  type Tool,
  type ToolResult,
  type Toolset,
  type ToolsetOptions,
  createToolset,
} from './toolset.ts';
