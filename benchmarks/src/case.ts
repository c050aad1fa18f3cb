import type { Service } from './start-service.ts';
import type { Row } from './table.ts';

/** Measures one thing on both sides. */
export type Case = (service: Service) => Promise<readonly Row[]>;
