export { AssemblyAISTTService, type AssemblyAISTTOptions } from './assemblyai-stt.ts';
export {
  CancelTaskFrame,
  EndFrame,
  EndTaskFrame,
  InterruptionTaskFrame,
  STTUpdateSettingsFrame,
  TaskFrame,
} from './control-frames.ts';
export { FrameProcessor, type FrameProcessorSetup } from './frame-processor.ts';
export type { FrameDirection } from './frame-queue.ts';
export {
  type AudioFields,
  BotStartedSpeakingFrame,
  BotStoppedSpeakingFrame,
  CancelFrame,
  ControlFrame,
  DataFrame,
  type ErrorFields,
  ErrorFrame,
  Frame,
  InputAudioRawFrame,
  InterruptionFrame,
  MetricsFrame,
  OutputAudioRawFrame,
  STTMetadataFrame,
  STTMuteFrame,
  type StartFields,
  StartFrame,
  SystemFrame,
  type TTFBMetricsData,
  UserAudioRawFrame,
  UserStartedSpeakingFrame,
  UserStoppedSpeakingFrame,
  VADUserStartedSpeakingFrame,
  VADUserStoppedSpeakingFrame,
} from './frames.ts';
export {
  InterimTranscriptionFrame,
  LLMContextAssistantTurnFrame,
  TextFrame,
  type TranscriptionFields,
  TranscriptionFrame,
} from './text-frames.ts';
export type { BaseObserver, FrameProcessed, FramePushed } from './observer.ts';
export { Pipeline } from './pipeline.ts';
export { PipelineRunner, type PipelineRunnerOptions } from './pipeline-runner.ts';
export { type PipelineResult, PipelineTask, type PipelineTaskOptions } from './pipeline-task.ts';
export { type PipelineInput, type StreamFramesOptions, streamFrames, toTransformStream } from './streams.ts';
export { STTService, type STTServiceOptions } from './stt-service.ts';
