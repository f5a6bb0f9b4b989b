// What a format of the report is: the files that it makes of a report. Pure; whoever calls it writes the files.
import type { Report } from '../../analysis/report/report.ts';
import type { ReportFormat } from '../../model/incident.ts';

export interface ReportFile {
  /** Path inside the folder that is written to, with `/` between its parts. */
  readonly name: string;
  readonly text: string;
}

export interface Exporter {
  readonly id: ReportFormat;
  /** Of its main file, without a dot. */
  readonly extension: string;
  readonly title: string;
  /** At least one file, the main one first. */
  write(report: Report): readonly ReportFile[];
}
