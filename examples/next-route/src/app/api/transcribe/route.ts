import { earmark } from '@earmark/ai-sdk';
import { transcribe } from 'ai';
import { problemOf } from '../../../problem.ts';
import { recordingOf } from '../../../recording.ts';

export const runtime = 'edge';
export const maxDuration = 300;

/** Turns the recording of a request into text, turn by turn. */
export async function POST(request: Request): Promise<Response> {
  try {
    const { text, segments, language, providerMetadata } = await transcribe({
      model: earmark.transcription(),
      audio: await recordingOf(request),
      abortSignal: request.signal,
      providerOptions: { assemblyai: { speakerLabels: true } },
    });
    return Response.json({ text, segments, language, transcriptId: providerMetadata['assemblyai']?.['transcriptId'] });
  } catch (error) {
    return problemOf(error);
  }
}
