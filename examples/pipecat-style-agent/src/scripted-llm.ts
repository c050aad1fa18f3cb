import { type Frame, type FrameDirection, FrameProcessor, TextFrame, TranscriptionFrame } from '@earmark/pipeline';

/** Stands where a language model would: answers the user's turns, word by word, until it is interrupted. */
export class ScriptedLLM extends FrameProcessor {
  readonly turns: string[] = [];
  readonly #script: readonly (readonly [RegExp, string])[];

  constructor(script: readonly (readonly [RegExp, string])[]) {
    super();
    this.#script = script;
  }

  get answers(): string[] {
    return this.#script.map(([, answer]) => answer);
  }

  override async processFrame(frame: Frame, direction: FrameDirection): Promise<void> {
    await this.pushFrame(frame, direction);
    if (!(frame instanceof TranscriptionFrame) || !frame.finalized) return;
    this.turns.push(frame.text);
    console.log(`user   ${frame.text}`);
    const answer = this.#script.find(([words]) => words.test(frame.text))?.[1];
    if (answer !== undefined) await this.pushFrame(new TextFrame({ text: answer }));
  }
}
