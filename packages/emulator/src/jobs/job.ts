import type { Recording } from '../audio/recording.ts';
import type { Recognition } from '../engines/engine.ts';
import type { Results } from '../results/results.ts';
import type { Json, Status } from '../shapes.ts';

/** The request, as it was sent. */
export type JobParams = Json & { readonly audio_url: string };

/** A recording that was understood. */
export interface Heard {
  readonly recognition: Recognition;
  readonly recording: Recording;
  /** How many channels were told apart, where that was asked for. */
  readonly channels?: number;
}

/** Fetches a recording and hears it, every channel by itself where wanted; it is there as long as its use. */
export type Listen = <T>(audioUrl: string, perChannel: boolean, use: (heard: Heard) => Promise<T>) => Promise<T>;

/** What changes in the life of a job. */
export interface JobState {
  /** Echoed in every answer. */
  params: JobParams;
  status: Status;
  error: string | undefined;
  /** There once the job is completed, all at once. */
  results: Results | undefined;
  /** When it ended, well or not. */
  completed: string | undefined;
  /** Whether it had to wait for others. */
  throttled: boolean;
  /** What the receiver of the webhook answered last. */
  webhookStatusCode: number | undefined;
  /** Whether the receiver of the webhook was told, or given up on. */
  notified: boolean;
  /** What stays of the results once the user has deleted them. */
  deleted: { readonly audio_duration: unknown } | undefined;
}

export interface Job extends JobState {
  readonly id: string;
  readonly project: string;
  /** Time with six digits of fraction and no zone, as the list shows it; no two jobs share one. */
  readonly created: string;
}
