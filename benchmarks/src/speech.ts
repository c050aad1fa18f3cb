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
 * offers to; under `/quiet` nothing is answered; under `/v1/listen` it speaks as Deepgram does.
 */
export function serveSpeech(server: Server): void {
  const plain = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const deflating = new WebSocketServer({ noServer: true, perMessageDeflate: { threshold: 0 } });
  server.on('upgrade', (request, socket, head) => {
    const path = request.url ?? '';
    const answers = path.startsWith('/deflate') ? deflating : plain;
    answers.handleUpgrade(request, socket, head, (opened) => {
      if (path.startsWith('/v1/listen')) holdDeepgram(opened);
      else hold(opened, path.startsWith('/quiet'));
    });
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

/** The same words as often, in Deepgram's messages: its plugin cuts audio at its own lengths. */
function holdDeepgram(socket: WebSocket): void {
  let bytes = 0;
  let told = 0;
  socket.on('error', () => undefined);
  socket.on('message', (data, isBinary) => {
    if (!Buffer.isBuffer(data)) return;
    if (!isBinary) return data.includes('"CloseStream"') ? socket.close(1000) : undefined;
    bytes += data.length;
    for (; told < Math.floor(bytes / (frameBytes * framesPerTurn)); told += 1) {
      socket.send(JSON.stringify(resultAt((told + 1) * framesPerTurn)));
    }
  });
}

function resultAt(frames: number): object {
  const end = (frames / framesPerTurn) % turnsPerEnd === 0;
  const start = (frames * 50) / 1000;
  const words = Array.from({ length: wordsPerTurn }, (_, at) => {
    return {
      word: 'expecting',
      start: start + at / 100,
      end: start + at / 100 + 0.009,
      confidence: 0.98765,
      punctuated_word: 'expecting',
    };
  });
  const transcript = words.map(({ word }) => word).join(' ');
  return {
    type: 'Results',
    channel_index: [0, 1],
    duration: 0.25,
    start,
    is_final: end,
    speech_final: end,
    channel: { alternatives: [{ transcript, confidence: 0.98765, words }] },
    metadata: { request_id: 'a4b1c7c2-0000-4000-8000-000000000000' },
  };
}
