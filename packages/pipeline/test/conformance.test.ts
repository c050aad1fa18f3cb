import { describeConformance } from '@earmark/conformance/vitest';
import { subject } from './subject.ts';

describeConformance(subject);
