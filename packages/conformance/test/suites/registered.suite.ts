import { describe } from 'vitest';
import { cases } from '../../src/index.ts';
import { describeConformance, describeMutants } from '../../src/vitest.ts';
import { deaf, empty, honest, unabortable } from '../honest.ts';

const broken = Object.fromEntries(cases.map(({ kills }) => [kills, deaf]));
const { 'resolves-a-failed-job': _, ...missing } = broken;

describe('kept', () => describeConformance(honest));
describe('skipped', () => describeConformance(unabortable));
describe('known', () => describeConformance(empty, { exceptions: { 'error.auth': 'it never asks anybody' } }));
describe('fixed', () => describeConformance(honest, { exceptions: { 'error.auth': 'it leaked once' } }));
describe('unknown', () =>
  describeConformance(honest, { exceptions: { 'error.nowhere': 'a case of that name is gone' } }));
describe('complete', () => describeMutants(broken));
describe('missing', () => describeMutants(missing));
describe('harmless', () => describeMutants({ ...broken, 'resolves-a-failed-job': honest }));
describe('idle', () => describeMutants({ ...broken, 'kills-nobody': empty }));
