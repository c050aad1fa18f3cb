import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** Sixteen-bit samples at 16 kHz, 50 ms of them. */
export const frameBytes = 1600;

const framesPerTurn = 5;
const turnsPerEnd = 8;
const wordsPerTurn = 16;

/**
 * Answers audio on a schedule: a Turn of some two kilobytes every fifth frame, an end of turn every fortieth.
 *
 * The first eight bytes of a frame are the nanosecond at which it was sent, on the clock that all processes share; a Turn
 * tells how long that frame took, and when it was sent itself. Under `/deflate` messages are compressed where the client
 * offers to; under `/quiet` nothing is answered.
 */
export function serveSpeech(server: Server): void {
  const plain = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const deflating = new WebSocketServer({ noServer: true, perMessageDeflate: { threshold: 0 } });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    const answers = path.startsWith('/deflate') ? deflating : plain;
    answers.handleUpgrade(request, socket, head, (opened) => hold(opened, path.startsWith('/quiet')));
  });
}

function hold(socket: WebSocket, isQuiet: boolean): void {
  let frames = 0;
  const send = (message: object): void => socket.send(JSON.stringify(message));
  send({ type: 'Begin', id: crypto.randomUUID(), expires_at: Math.floor(Date.now() / 1000) + 3600 });
  socket.on('error', () => undefined);
  socket.on('message', (data, isBinary) => {
    if (!Buffer.isBuffer(data)) return;
    if (!isBinary) {
      if (data.includes('"Terminate"')) {
        send({ type: 'Termination', audio_duration_seconds: 1, session_duration_seconds: 1 });
        socket.close(1000);
      }
      return;
    }
    frames += 1;
    if (isQuiet || frames % framesPerTurn !== 0) return;
    const receivedNs = process.hrtime.bigint();
    send({ ...turnAt(frames), up_ns: Number(receivedNs - data.readBigInt64LE(0)), sent_ns: String(receivedNs) });
  });
}

function turnAt(frames: number): object {
  const turns = frames / framesPerTurn;
  const end = turns % turnsPerEnd === 0;
  const from = Math.floor((turns - 1) / turnsPerEnd) * turnsPerEnd * framesPerTurn * 50;
  const words = Array.from({ length: wordsPerTurn }, (_, at) => {
    return {
      text: 'expecting',
      start: from + at * 10,
      end: from + at * 10 + 9,
      confidence: 0.98765,
      word_is_final: end,
    };
  });
  return {
    type: 'Turn',
    turn_order: Math.floor((turns - 1) / turnsPerEnd),
    turn_is_formatted: false,
    end_of_turn: end,
    transcript: end ? words.map(({ text }) => text).join(' ') : '',
    end_of_turn_confidence: 0.5,
    words,
  };
}
