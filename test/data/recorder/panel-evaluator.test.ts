import { describe, expect, it } from 'vitest';
import { panelId } from '../../../src/data/panels/panel-id.ts';
import { presetPanels, type PanelTemplate } from '../../../src/data/panels/presets.ts';
import { PanelEvaluator, type PanelSource } from '../../../src/data/recorder/panel-evaluator.ts';
import { MINUTE } from '../../../src/lib/micros.ts';
import type { Draft, SampleDraft } from '../../../src/model/signal.ts';
import { evaluate } from '../../../src/promql/evaluate.ts';
import { parsePromql } from '../../../src/promql/parse.ts';
import { SampleRing } from '../../../src/promql/ring.ts';
import { aHealth, aLog, aSample, at } from '../../support/session.ts';

const SOURCE = 3;

function evaluator(panels: readonly PanelTemplate[] = [], over: Partial<PanelSource> = {}): PanelEvaluator {
  return new PanelEvaluator([{ id: SOURCE, name: 'node', kind: 'scrape', intervalMillis: 1_000, panels, ...over }]);
}

function panel(expr: string): PanelTemplate {
  return { title: expr, expr };
}

/** A scrape that worked: its samples and the rows about itself. */
function scrape(second: number, ...samples: readonly SampleDraft[]): readonly Draft[] {
  return [...samples, aSample(second, 1, { name: 'up', labels: { job: 'node' } })];
}

function gauge(second: number, value: number, labels: Readonly<Record<string, string>> = {}, name = 'load'): SampleDraft {
  return aSample(second, value, { name, labels });
}

function of<K extends Draft['kind']>(kind: K, drafts: readonly Draft[]): readonly Extract<Draft, { kind: K }>[] {
  return drafts.filter((draft): draft is Extract<Draft, { kind: K }> => draft.kind === kind);
}

function values(drafts: readonly Draft[]): readonly (readonly [string, number])[] {
  return of('sample', drafts).map((sample) => [JSON.stringify(sample.labels), sample.value]);
}

describe('the panels of a scrape source', () => {
  it('are those of its configuration, defined once, at the first batch with samples', () => {
    const panels = evaluator([panel('load'), { ...panel('load * 2'), unit: 'percent', threshold: 90 }]);
    expect(panels.evaluate(SOURCE, [aHealth(0), aLog(0)], at(0))).toEqual([]);
    const first = panels.evaluate(SOURCE, scrape(1, gauge(1, 0.5)), at(1));
    expect(of('panel', first)).toEqual([
      { kind: 'panel', at: at(1), panel: { title: 'load', expr: 'load', id: panelId('node', 'load'), source: 'node' } },
      { kind: 'panel', at: at(1), panel: { title: 'load * 2', expr: 'load * 2', unit: 'percent', threshold: 90, id: panelId('node', 'load * 2'), source: 'node' } },
    ]);
    expect(of('panel', panels.evaluate(SOURCE, scrape(2, gauge(2, 0.6)), at(2)))).toEqual([]);
  });

  it('wait, where none is configured, for a scrape that shows what there is', () => {
    const panels = evaluator();
    const failed = [aSample(0, 0), aSample(0, 0.01, { name: 'scrape_duration_seconds' })];
    expect(panels.evaluate(SOURCE, failed, at(0))).toEqual([]);
    const names = ['node_cpu_seconds_total', 'node_memory_MemAvailable_bytes', 'node_memory_MemTotal_bytes', 'node_load1'];
    const page = scrape(1, ...names.map((name) => gauge(1, 5, {}, name)));
    const defined = of('panel', panels.evaluate(SOURCE, page, at(1)));
    expect(defined.map((draft) => draft.panel.expr)).toEqual(presetPanels(new Set([...names, 'up']), { window: '60s' }).map(({ expr }) => expr));
    expect(defined.length).toBeGreaterThan(1);
  });

  it('span several scrapes with their rates, however rare those are', () => {
    const panels = evaluator([], { intervalMillis: 60_000 });
    const [first] = of('panel', panels.evaluate(SOURCE, scrape(1, gauge(1, 5, {}, 'node_cpu_seconds_total')), at(1)));
    expect(first?.panel.expr).toContain('[240s]');
  });

  it('do not exist for other kinds of source, nor for a source nobody configured', () => {
    expect(evaluator([panel('load')], { kind: 'prometheus' }).evaluate(SOURCE, scrape(1, gauge(1, 1)), at(1))).toEqual([]);
    expect(evaluator([panel('load')]).evaluate(99, scrape(1, gauge(1, 1)), at(1))).toEqual([]);
  });
});

describe('the values of a panel', () => {
  it('carry the time of the scrape, the labels of the result and the id of the panel', () => {
    const drafts = evaluator([panel('sum by (cpu) (load)')]).evaluate(SOURCE, scrape(1, gauge(1, 2, { cpu: '0', mode: 'user' }), gauge(1, 3, { cpu: '0', mode: 'idle' })), at(1.4));
    expect(of('sample', drafts)).toEqual([{ kind: 'sample', at: at(1), name: 'sum by (cpu) (load)', labels: { cpu: '0' }, value: 5, panel: panelId('node', 'sum by (cpu) (load)') }]);
  });

  it('are one without labels for an expression that is a number', () => {
    expect(values(evaluator([panel('scalar(load) + 1')]).evaluate(SOURCE, scrape(1, gauge(1, 2)), at(1)))).toEqual([['{}', 3]]);
  });

  it.each(['rate(hits_total[60s])', 'increase(hits_total[2m])', 'load - load offset 30s', 'avg by (node) (load)', 'topk(1, load)', 'absent(nothing)', 'max_over_time(load[90s])'])(
    'equal what the expression yields over the same samples: %s',
    (expr) => {
      const panels = evaluator([panel(expr)]);
      const ring = new SampleRing({ retentionMicros: 60 * MINUTE });
      const parsed = parsePromql(expr);
      if (!parsed.ok) throw parsed.error;
      let compared = 0;
      for (let second = 0; second < 300; second += 5) {
        const samples = ['a', 'b'].flatMap((node, index) => [gauge(second, Math.sin(second + index), { node }), gauge(second, second * (index + 1), { node }, 'hits_total')]);
        const page = scrape(second, ...samples);
        for (const sample of of('sample', page)) ring.append({ ...sample.labels, __name__: sample.name }, sample.at, sample.value);
        const expected = evaluate(parsed.expr, at(second), ring);
        if (expected.kind !== 'vector') throw new Error(`${expr} yields a ${expected.kind}`);
        const found = of('sample', panels.evaluate(SOURCE, page, at(second)));
        expect(found.map(({ labels, value }) => ({ labels, value }))).toEqual(expected.samples.map(({ labels, value }) => ({ labels, value })));
        compared += found.length;
      }
      expect(compared).toBeGreaterThan(40);
    },
  );

  it('leave out a series that left the page, at once, and take it back when it returns', () => {
    const panels = evaluator([panel('load')]);
    const both = (second: number) => scrape(second, gauge(second, 1, { node: 'a' }), gauge(second, 2, { node: 'b' }));
    const a = '{"__name__":"load","node":"a"}';
    const b = '{"__name__":"load","node":"b"}';
    const named = (drafts: readonly Draft[]) => of('sample', drafts).map(({ labels }) => JSON.stringify({ __name__: 'load', node: labels['node'] }));
    expect(named(panels.evaluate(SOURCE, both(1), at(1)))).toEqual([a, b]);
    expect(named(panels.evaluate(SOURCE, scrape(2, gauge(2, 1, { node: 'a' })), at(2)))).toEqual([a]);
    expect(named(panels.evaluate(SOURCE, both(3), at(3)))).toEqual([a, b]);
  });

  it('end with a scrape that failed', () => {
    const panels = evaluator([panel('load')]);
    panels.evaluate(SOURCE, scrape(1, gauge(1, 1)), at(1));
    expect(of('sample', panels.evaluate(SOURCE, [aSample(2, 0)], at(2)))).toEqual([]);
  });

  it('are not computed from panel samples, which are results already', () => {
    const panels = evaluator([panel('load')]);
    expect(panels.evaluate(SOURCE, [aSample(1, 5, { name: 'load', panel: 'x' })], at(1))).toEqual([]);
  });

  it('may be no numbers, and stay what they are', () => {
    expect(values(evaluator([panel('load / 0')]).evaluate(SOURCE, scrape(1, gauge(1, 0), gauge(1, 1, { a: 'b' })), at(1)))).toEqual([['{}', NaN], ['{"a":"b"}', Infinity]]);
  });
});

describe('a panel that cannot be evaluated', () => {
  it('is a reject at its definition where it cannot be parsed, and leaves the others alone', () => {
    const panels = evaluator([panel('sum('), panel('load')]);
    const drafts = panels.evaluate(SOURCE, scrape(1, gauge(1, 1)), at(1));
    expect(of('reject', drafts)).toMatchObject([{ at: at(1), reason: expect.stringMatching(/^panel "sum\(": /), excerpt: 'sum(' }]);
    expect(of('panel', drafts)).toHaveLength(2);
    expect(of('sample', drafts)).toHaveLength(1);
  });

  it('is told once and not at every scrape', () => {
    const panels = evaluator([panel('load + on() load'), panel('load[5m]'), panel('"text"')]);
    const rejects = (second: number) => of('reject', panels.evaluate(SOURCE, scrape(second, gauge(second, 1, { node: 'a' }), gauge(second, 2, { node: 'b' })), at(second)));
    expect(rejects(1).map(({ excerpt }) => excerpt)).toEqual(['load + on() load', 'load[5m]', '"text"']);
    expect(rejects(2)).toEqual([]);
  });

  it('is told with at most 512 characters of it', () => {
    const long = `sum(${'load + '.repeat(200)}`;
    const [reject] = of('reject', evaluator([panel(long)]).evaluate(SOURCE, scrape(1, gauge(1, 1)), at(1)));
    expect(reject?.excerpt.length).toBeLessThanOrEqual(512);
  });
});

describe('times and sizes that nobody should send', () => {
  const far = at(1e9);

  it('do not empty the panels of honest series', () => {
    const panels = evaluator([panel('sum(load)'), panel('rate(hits_total[60s])')]);
    for (let second = 0; second < 120; second += 10) {
      const wild: SampleDraft = { ...gauge(second, 7, { node: 'wild' }), at: (second % 20 === 0 ? far : at(-1e9)) };
      const drafts = panels.evaluate(SOURCE, scrape(second, gauge(second, 1, { node: 'a' }), gauge(second, second, {}, 'hits_total'), wild), at(second));
      const sums = of('sample', drafts).filter(({ name }) => name === 'sum(load)');
      expect(sums.map(({ value }) => value)).toEqual([1]);
      if (second >= 70) expect(of('sample', drafts).find(({ name }) => name.startsWith('rate'))?.value).toBeCloseTo(1);
    }
  });

  it('in more series than fit are said once, and the rows that fit are evaluated', () => {
    const panels = evaluator([panel('count(load)')]);
    const page = (second: number): readonly Draft[] => scrape(second, ...Array.from({ length: 20_001 }, (_, index) => gauge(second, 1, { index: String(index) })));
    const first = panels.evaluate(SOURCE, page(1), at(1));
    expect(of('reject', first).map(({ reason }) => reason)).toEqual(['series: 2 series are beyond what panels can be evaluated over; their samples are recorded']);
    expect(values(first)).toEqual([['{}', 20_000]]);
    expect(of('reject', panels.evaluate(SOURCE, page(2), at(2)))).toEqual([]);
  });
});

describe('the panels of a portal', () => {
  it('are evaluated at every moment it tells, in their order, as history where the samples are', () => {
    const panels = evaluator([panel('load')], { kind: 'portal' });
    const old = (second: number, value: number, host: string): SampleDraft => ({ ...gauge(second, value, { host }), backfilled: true });
    const drafts = panels.evaluate(SOURCE, [old(2, 20, 'a'), old(1, 10, 'a'), old(1, 11, 'b'), gauge(900, 30, { host: 'a' })], at(900));
    const told = of('sample', drafts).map(({ at: when, value, labels, backfilled }) => [when, value, labels['host'], backfilled]);
    // A series that a moment does not tell has not ended; after five minutes it is stale.
    expect(told).toEqual([[at(1), 10, 'a', true], [at(1), 11, 'b', true], [at(2), 20, 'a', true], [at(2), 11, 'b', true], [at(900), 30, 'a', undefined]]);
  });
});
