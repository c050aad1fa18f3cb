import { describeConformance, describeMutants } from '@earmark/conformance/vitest';
import { mutants } from './mutants.ts';
import { subject } from './subject.ts';

describeConformance(subject);
describeMutants(mutants);
