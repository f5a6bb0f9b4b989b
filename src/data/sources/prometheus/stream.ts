// Lets a Prometheus server evaluate the panels at a steady pace. One batch is one round of all panels and alerts; a panel that cannot be
// evaluated is a reject and the others go on; the source is down when no panel could be asked.
import type { Clock } from '../../../lib/clock.ts';
import { shift, type Micros } from '../../../lib/micros.ts';
import type { Draft } from '../../../model/signal.ts';
import { panelId } from '../../panels/panel-id.ts';
import { Standing } from '../http/standing.ts';
import { mapLimited } from '../map-limited.ts';
import { resumeAt, resumedAt } from '../polled.ts';
import type { Batch, Resume, SourceDeps, StreamOptions } from '../source.ts';
import { AlertPoller, type AlertPoll } from './alert-poller.ts';
import type { PrometheusApi } from './api.ts';
import { choosePanels, definitions, type Choice } from './choice.ts';
import type { PrometheusConfig } from './config.ts';
import { openApi } from './open-api.ts';
import { PanelPoller, type PanelPoll } from './panel-poller.ts';
import { readPast } from './past.ts';

/** A server evaluates 20 queries at once by default, for everybody. */
const AT_ONCE = 4;
const MOST_NAMED = 3;

interface Round {
  readonly pollers: readonly PanelPoller[];
  readonly polls: readonly PanelPoll[];
  /** By the server's clock. */
  readonly at: Micros;
}

export async function* streamPanels(config: PrometheusConfig, { clock }: SourceDeps, { signal, resume }: StreamOptions): AsyncGenerator<Batch> {
  const { api, close } = await openApi(config, clock, signal);
  try {
    const choice = await choosePanels(config, api, resume);
    const pollers = choice.panels.map((panel) => new PanelPoller(panel, panelId(config.name, panel.expr), api));
    const alerts = new AlertPoller(api, config.alerts, resume);
    const standing = new Standing();
    const since = resumedAt(resume);
    for (let first = true; !signal.aborted; first = false) {
      const started = clock.monotonicMillis();
      const round = await oneRound(pollers, api, clock);
      const alerting = await alerts.poll(round.at);
      if (signal.aborted) return;
      const next = { ...resumeToken(round.at, choice), ...alerts.token };
      const health = standing.change(round.at, conditions(round, alerting, api), 'every panel answers');
      const defined = first && since === undefined ? definitions(choice, config.name, round.at) : [];
      yield { drafts: [...defined, ...roundDrafts(round), ...alerting.drafts, ...health], bytes: bytesOf(round.polls) + alerting.bytes, resume: next };
      if (first) {
        const past = await readPast(pollers, { ...config, since, now: round.at });
        if (signal.aborted) return;
        if (past.drafts.length > 0) yield { ...past, resume: next };
      }
      await clock.sleep(Math.max(0, config.interval - (clock.monotonicMillis() - started)), signal);
    }
  } catch (error) {
    // What fails because the stream was told to end is the end and no failure.
    if (!signal.aborted) throw error;
  } finally {
    await close();
  }
}

/** Throws where the source is down: every panel failed, or one failure concerns them all. */
async function oneRound(pollers: readonly PanelPoller[], api: PrometheusApi, clock: Clock): Promise<Round> {
  const polls = await mapLimited(pollers, AT_ONCE, (poller) => poller.poll());
  const failures = polls.flatMap(({ failure }) => failure ?? []);
  const common = failures.find(({ retry, waitMillis }) => !retry || waitMillis !== undefined);
  if (common !== undefined) throw common;
  const [first] = failures;
  if (first !== undefined && failures.length === polls.length) throw first;
  const [any, ...others] = polls.flatMap(({ samples }) => samples.map((sample) => sample.at));
  const newest = any === undefined ? shift(clock.now(), api.skew.micros) : others.reduce((at, other) => (other > at ? other : at), any);
  return { pollers, polls, at: newest };
}

function roundDrafts({ pollers, polls, at }: Round): readonly Draft[] {
  const drafts: Draft[] = [];
  polls.forEach((poll, index) => {
    for (const sample of poll.samples) drafts.push(sample);
    const reject = pollers[index]?.reject(poll.reason, at);
    if (reject !== undefined) drafts.push(reject);
  });
  return drafts;
}

/** What makes the source less than well, in words: few, since they share one line. */
function conditions({ pollers, polls }: Round, alerting: AlertPoll, api: PrometheusApi): readonly string[] {
  const told: string[] = [];
  const skew = api.skew.condition();
  if (skew !== undefined) told.push(skew);
  const failing = polls.flatMap(({ reason }, index) => (reason === undefined ? [] : [pollers[index]?.panel.title ?? '']));
  if (failing.length > 0) told.push(`${failing.length} of ${polls.length} panels are incomplete: ${failing.slice(0, MOST_NAMED).join(', ')}`);
  const warning = polls.find((poll) => poll.warning !== undefined)?.warning;
  if (warning !== undefined) told.push(`the server warns: ${warning.slice(0, 200)}`);
  if (alerting.condition !== undefined) told.push(alerting.condition);
  return told;
}

function bytesOf(polls: readonly PanelPoll[]): number {
  return polls.reduce((sum, { bytes }) => sum + bytes, 0);
}

function resumeToken(at: Micros, { remembered }: Choice): Resume {
  return remembered === undefined ? resumeAt(at) : { ...resumeAt(at), panels: remembered };
}

