export type { Capability, Case, Heard, Place, Seen, Segment, Subject, TranscribeCall, World } from './case.ts';
export type { Clock, ManualClock } from './clock.ts';
export { createJumpingClock, createManualClock } from './clock.ts';
export { type Exceptions, type Member, renderMatrix } from './matrix.ts';
export { everythingIn, observe, observeNow } from './observe.ts';
export { cases, reasonToSkip, runCase } from './run.ts';
