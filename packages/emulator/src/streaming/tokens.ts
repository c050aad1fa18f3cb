import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** What a token allows its bearer. */
interface Grant {
  /** Whose key it was asked for with. */
  readonly project: string;
  /** Longest session that may be started with it. */
  readonly maxSessionDurationSeconds: number;
}

/** Why a token allows nothing. */
type Refusal = 'unknown' | 'expired' | 'used';

/** Temporary tokens for streaming, each for one session. */
export interface Tokens {
  /** Makes a token that can be redeemed for so many seconds. */
  issue(grant: Grant, expiresInSeconds: number): string;
  /** Takes a token in exchange for what it allows; the second time it allows nothing. */
  redeem(token: string): Grant | Refusal;
}

interface Issued {
  readonly grant: Grant;
  readonly expiresAt: number;
  isUsed: boolean;
}

// As long as the service's, so that whoever has no room for one finds out.
const tokenBytes = 1_875;

// How long it is known why a token is good no more.
const rememberedMs = 600_000;

/** Keeps tokens for as long as the process lives. */
export function createTokens(clock: Clock): Tokens {
  const issued = new Map<string, Issued>();

  function forgetOld(): void {
    for (const [token, { expiresAt }] of issued) {
      if (clock.now() >= expiresAt + rememberedMs) issued.delete(token);
    }
  }

  return {
    issue(grant, expiresInSeconds) {
      forgetOld();
      const token = randomBytes(tokenBytes).toString('base64url');
      issued.set(token, { grant, expiresAt: clock.now() + expiresInSeconds * 1000, isUsed: false });
      return token;
    },
    redeem(token) {
      const found = issued.get(token);
      if (found === undefined) return 'unknown';
      if (found.isUsed) return 'used';
      if (clock.now() >= found.expiresAt) return 'expired';
      found.isUsed = true;
      return found.grant;
    },
  };
}
