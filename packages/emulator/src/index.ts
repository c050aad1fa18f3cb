export type { Clock } from './clock.ts';
export { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts';
export type { EngineChoice } from './engines/choose.ts';
export type { Recognition, SpeechEngine } from './engines/engine.ts';
export type { Sound } from './audio/decode.ts';
export type { Journal, JournalEntry } from './journal.ts';
export { type Sample, samples } from './samples.ts';
export type { Script, ScriptedAnswer, ScriptedRequest } from './script.ts';
export type { Word } from './shapes.ts';
