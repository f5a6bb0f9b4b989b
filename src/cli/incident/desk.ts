// Carries out what the screens ask about incident files: one long job at a time, in a process of its own, and the answer as an event of
// the panel that asked.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { EXTENSION } from '../../data/incident/extension.ts';
import { deleteIncident, newIncidentPath, noteSaved, renameIncident } from '../../data/incident/library.ts';
import { openSession } from '../../data/session/reader.ts';
import { recover } from '../../data/session/recover.ts';
import type { Config } from '../../data/config/schema.ts';
import type { Job, JobResults } from '../../data/jobs/job.ts';
import { runJob } from '../../data/jobs/run.ts';
import { removeSession } from '../../data/retention/remove.ts';
import { systemClock } from '../../lib/clock.ts';
import { bytes, count } from '../../lib/format.ts';
import { ObsError } from '../../model/errors.ts';
import type { IncidentEntry, IncidentNews, IncidentRequest, ReportFormat, SaveRequest, SealRequest } from '../../model/incident.ts';
import type { Session } from '../../model/session.ts';
import { programName } from '../about.ts';
import { operatorName } from '../operator.ts';
import { appPaths } from '../paths.ts';
import { JOB_ENTRY, redactPlan } from './job.ts';
import { libraryEntries } from './library-entries.ts';
import { lockWords, offeredSeals, sealsAsked } from './seals.ts';
import { openIncident } from './open.ts';
import { copyInto, imported } from './transfer.ts';
import { unlockGiven } from './unlock.ts';
import { noted } from './verify.ts';

export interface DeskOptions {
  readonly session: Session;
  readonly config: Config;
  /** File of the session that would be saved, made for this save where it must be; undefined where none is kept. */
  readonly source: () => Promise<{ readonly path: string; done(): void } | undefined>;
}

export type Tell = (panel: string, event: unknown) => void;

export class IncidentDesk {
  readonly #options: DeskOptions;
  #stop: AbortController | undefined;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  readonly handle = (request: IncidentRequest, tell: Tell): void => {
    const panel = request.type === 'measure' || request.type === 'save' ? 'save' : 'incidents';
    const news = (one: IncidentNews): void => tell(panel, { type: 'news', news: one });
    if (request.type === 'cancel') return this.#stop?.abort();
    void this.#answer(request, news).catch((error: unknown) => error instanceof Superseded || news({ type: 'failed', text: faultWords(error) }));
  };

  /** No job outlives the screen. */
  close(): void {
    this.#stop?.abort();
  }

  async #answer(request: Exclude<IncidentRequest, { type: 'cancel' }>, news: (news: IncidentNews) => void): Promise<void> {
    switch (request.type) {
      case 'list':
        break;
      case 'measure':
        // Known at once, and anew each time: a key may have been made meanwhile.
        news({ type: 'offered', offers: offeredSeals(this.#options.config) });
        return news({ type: 'measured', measure: await this.#saving(request.save, news, 'measuring', (plan, redact) => ({ type: 'measure', plan, redact })) });
      case 'save':
        return news(await this.#save(request.save, request.seals, news));
      default:
        news(await this.#change(request, news));
    }
    news({ type: 'library', entries: libraryEntries(), now: systemClock.now() });
  }

  async #save(save: SaveRequest, asked: SealRequest, news: (news: IncidentNews) => void): Promise<IncidentNews> {
    const path = newIncidentPath(appPaths().incidents, systemClock.now(), save.title);
    const seals = sealsAsked(asked, offeredSeals(this.#options.config));
    const saved = await this.#saving<'save'>(save, news, 'saving', (plan, redact) => ({ type: 'save', plan, redact, path, seals }));
    noteSaved(path, saved);
    return { type: 'done', text: `Saved ${count(saved.rows)} rows in ${bytes(saved.bytes)}, ${saved.signedBy === undefined ? 'not signed' : 'signed'}, ${lockWords(seals)}; root ${saved.root.slice(0, 16)}…`, path };
  }

  async #saving<T extends 'measure' | 'save'>(save: SaveRequest, news: (news: IncidentNews) => void, what: string, job: (plan: PlanOf, redact: ReturnType<typeof redactPlan>) => Extract<Job, { type: T }>): Promise<JobResults[T]> {
    const { session, config, source } = this.#options;
    const from = await source();
    if (from === undefined) throw new ObsError('SESSION_MISSING', 'nothing is recorded here that could be saved');
    try {
      const { incident, id } = session.info();
      const derived = incident?.root === undefined ? {} : { derivedFrom: incident.root };
      const plan: PlanOf = { ...save, session: from.path, sessionId: id, by: operatorName(), savedAt: systemClock.now(), program: programName(), ...derived };
      return await this.#run(what, job(plan, redactPlan(config)), news);
    } finally {
      from.done();
    }
  }

  async #change(request: Exclude<IncidentRequest, { type: 'cancel' | 'list' | 'measure' | 'save' }>, news: (news: IncidentNews) => void): Promise<IncidentNews> {
    if (request.type === 'import') {
      const path = await imported(request.path, (copy) => this.#run('verifying', { type: 'verify', file: copy, unlock: unlockGiven(copy) }, news));
      return { type: 'done', text: `Imported; the seal holds.`, path };
    }
    const entry = libraryEntries().find(({ id }) => id === request.id);
    if (entry === undefined) throw new ObsError('SESSION_MISSING', `there is no incident "${request.id}" any more`);
    switch (request.type) {
      case 'verify':
        return this.#verify(entry, news);
      case 'rename':
        renameIncident(entry.path, request.title);
        return { type: 'done', text: `Renamed in this library; the file keeps the title it was sealed with.` };
      case 'delete':
        deleteEntry(entry);
        return { type: 'done', text: `Deleted ${basename(entry.path)}` };
      case 'export':
        copyInto(entry.path, request.path);
        return { type: 'done', text: 'Copied out of the library, as it is.', path: request.path };
      case 'recover':
        recover(entry.path);
        return { type: 'done', text: 'Recovered: the session is one file now, with every row that was acknowledged.', path: entry.path };
      case 'report':
        return this.#report(entry, request.format);
    }
  }

  async #verify(entry: IncidentEntry, news: (news: IncidentNews) => void): Promise<IncidentNews> {
    const verdict = await noted(entry.path, () => this.#run('verifying', { type: 'verify', file: entry.path, unlock: unlockGiven(entry.path) }, news));
    return { type: 'done', text: `Every line is as it was sealed; root ${verdict.root.slice(0, 16)}…, ${verdict.signedBy === undefined ? 'not signed' : `signed with ${verdict.signedBy}`}` };
  }

  async #report(entry: IncidentEntry, format: ReportFormat): Promise<IncidentNews> {
    const { reportFiles, writeReport } = await import('./report.ts');
    const opened = await openedEntry(entry);
    try {
      const files = reportFiles(opened.session, { format, redact: true, file: entry.path }, this.#options.config);
      const extension = files.length === 1 ? `.report.${format}` : '.report';
      const [path] = writeReport(files, `${entry.path}${extension}`);
      return { type: 'done', text: 'Report written.', ...(path === undefined ? {} : { path }) };
    } finally {
      await opened.close();
    }
  }

  async #run<T extends Job['type']>(what: string, job: Extract<Job, { type: T }>, news: (news: IncidentNews) => void): Promise<JobResults[T]> {
    // A newer request takes the place of one that is under way: a measure of what was changed since is of no use.
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    try {
      return await runJob<T>(JOB_ENTRY, job, { signal: stop.signal, onProgress: (share) => news({ type: 'progress', what, share }) });
    } catch (error) {
      throw this.#stop === stop ? error : new Superseded('a newer request took its place');
    }
  }
}

function faultWords(error: unknown): string {
  if (!(error instanceof ObsError)) return 'unexpected fault';
  const way = error.code === 'INCIDENT_LOCKED' ? '; `obs-tui incident` on the command line asks, and OBS_TUI_PASSPHRASE counts here too' : '';
  return `${error.message}${way} [${error.code}]`;
}

/** Nobody can be asked for a passphrase behind the screen: what is locked opens with what was given at the start, or is refused. */
async function openedEntry({ path }: IncidentEntry): Promise<{ readonly session: Session; close(): unknown }> {
  if (!path.endsWith(EXTENSION)) {
    const session = openSession(path);
    return { session, close: session.close };
  }
  const opened = await openIncident(path, unlockGiven(path));
  try {
    await opened.loaded;
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A session goes as retention takes one away: never while a recorder may be at work on it. */
function deleteEntry({ path }: IncidentEntry): void {
  if (path.endsWith(EXTENSION)) deleteIncident(path);
  else removeSession(appPaths().sessions, { path, changedAt: statSync(path).mtimeMs });
}

/** Nobody waits for the answer any more. */
class Superseded extends Error {
  override readonly name = 'Superseded';
}

type PlanOf = Extract<Job, { type: 'save' }>['plan'];
