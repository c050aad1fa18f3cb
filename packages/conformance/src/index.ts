export type {
  Capability,
  Case,
  Final,
  Heard,
  Place,
  Seen,
  Segment,
  StreamCall,
  Subject,
  TranscribeCall,
  World,
} from './case.ts';
export type { Clock, ManualClock } from './clock.ts';
export { createJumpingClock, createManualClock } from './clock.ts';
export { type Exceptions, type Member, renderMatrix } from './matrix.ts';
export { everythingIn, observe, observeNow } from './observe.ts';
export { type RecordedTurn, greeting } from './recorded.ts';
export { cases, reasonToSkip, runCase } from './run.ts';
