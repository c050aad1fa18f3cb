import type { Progress } from '@earmark/core/portable';
import type { ServerContext } from '@modelcontextprotocol/server';

const everyBytes = 4_194_304;

/** Tells a client that asked for it how far a call is; undefined where it did not. */
export function toProgress({ mcpReq }: ServerContext): ((progress: Progress) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let [count, told] = [0, 0];
  return (progress) => {
    if (progress.stage === 'uploading') {
      const { sentBytes, totalBytes } = progress;
      if (count > 0 && sentBytes - told < everyBytes && sentBytes !== totalBytes) return;
      told = sentBytes;
    }
    count += 1;
    const params = { progressToken, progress: count, message: words(progress) };
    // Whoever went away hears nothing, and that is no reason to end the call.
    void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

function words(progress: Progress): string {
  if (progress.stage !== 'uploading') return `${progress.stage}: transcript ${progress.transcriptId}`;
  const { sentBytes, totalBytes } = progress;
  return `uploading: ${sentBytes}${totalBytes === undefined ? '' : ` of ${totalBytes}`} bytes`;
}
