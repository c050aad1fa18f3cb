import type { WebSocket } from 'ws';
import type { ScriptedStream } from '../script-stream.ts';
import { StreamProblem } from './problem.ts';
import type { Wire } from './wire.ts';

/** What a script lets go wrong in one session. */
export interface Faults {
  /** Counts audio that came, and gives how many bytes of it are still heard. */
  admit(bytes: number): number;
  /** Lets it go wrong, when so much audio has come and been heard. */
  strike(): void;
  /** Whether nothing is heard and answered any more. */
  readonly isDead: boolean;
}

export function createFaults(plan: ScriptedStream, socket: WebSocket, wire: Wire, end: () => void): Faults {
  const { atByte = 0, drop = false, silent = false, halfOpen = false, close, fail, send } = plan;
  const isDeadly = drop || silent || halfOpen || close !== undefined || fail !== undefined;
  let taken = 0;
  let hasStruck = false;
  return {
    admit(bytes) {
      const left = isDeadly ? Math.max(0, Math.min(bytes, atByte - taken)) : bytes;
      taken += bytes;
      return left;
    },
    strike() {
      if (hasStruck || taken < atByte) return;
      hasStruck = true;
      if (send !== undefined) wire.sendText(typeof send === 'string' ? send : JSON.stringify(send));
      if (fail !== undefined) wire.fail(new StreamProblem(fail.error_code, fail.error));
      if (close !== undefined) wire.close(close, '');
      if (silent || halfOpen) wire.mute();
      if (halfOpen) socket.pause();
      if (!drop) return;
      wire.cut();
      end();
    },
    get isDead() {
      return hasStruck && isDeadly;
    },
  };
}
