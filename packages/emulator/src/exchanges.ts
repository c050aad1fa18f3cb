import { channel } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JournalEntry } from './journal.ts';

/** A request that has just arrived, and the answer it will get. */
export interface StartedExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What the journal says of it, as far as it has come. */
  readonly entry: JournalEntry;
}

/** Every exchange of every emulator of this process, before it is served: for whoever wants to see them all. */
export const exchanges = channel('@earmark/emulator:exchange');
