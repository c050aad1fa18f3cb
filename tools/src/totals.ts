import { printTotals, readReports } from './reports.ts';

printTotals(await readReports());
