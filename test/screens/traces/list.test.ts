import { describe, expect, it } from 'vitest';
import { Driver } from '../../support/driver.ts';
import { growingSession } from '../../support/recorded.ts';
import { aLog, aSpan } from '../../support/session.ts';
import { story } from './story.ts';

function list(over: { readonly columns?: number; readonly rows?: number } = {}): Driver {
  return new Driver(story().session, { screen: 'traces', size: { columns: over.columns ?? 120, rows: over.rows ?? 24 } });
}

/** Names of the traces listed, in order. */
function names(driver: Driver): readonly string[] {
  return driver.screen().flatMap((row) => /^ 14:\S+ (GET \/\d|http_request)/u.exec(row)?.[1] ?? []);
}

function selected(driver: Driver): string {
  const row = driver.lines().find((line) => line.spans.some((piece) => piece.inverse === true));
  return row?.spans.map((piece) => piece.text).join('').trim() ?? '';
}

describe('the list of traces', () => {
  it('says what each trace was: start, root, services, duration, spans, errors', () => {
    const row = list().screen().find((text) => text.includes('http_request'));
    expect(row).toMatch(/14:00:01\.000 http_request +portal, treasury, .* 2\.34 s █+ +17 +✖ 2$/u);
  });

  it('is sorted by start, by duration, by errors', () => {
    const driver = list();
    expect(names(driver).slice(0, 2)).toEqual(['GET /7', 'GET /6']);
    expect(names(driver.press('s')).slice(0, 3)).toEqual(['http_request', 'GET /7', 'GET /6']);
    expect(names(driver.press('s')).slice(0, 3)).toEqual(['http_request', 'GET /3', 'GET /7']);
    expect(names(driver.press('s'))[0]).toBe('GET /7');
  });

  it.each([
    ['service:api', ['GET /7', 'GET /5', 'GET /3', 'GET /1']],
    ['service:redis', ['http_request']],
    ['errors', ['GET /3', 'http_request']],
    ['errors>1', ['http_request']],
    ['duration>=210ms', ['GET /7', 'GET /6', 'http_request']],
    ['duration>2', ['GET /7', 'GET /6', 'GET /5', 'GET /4', 'GET /3', 'GET /2', 'http_request', 'GET /1', 'GET /0']],
    ['duration>0.2s -service:api', ['GET /6', 'http_request']],
    ['duration<60ms OR spans>10', ['http_request', 'GET /0']],
    ['name:"GET /4"', ['GET /4']],
  ])('shows what matches %s', (text, expected) => {
    expect(names(list().press('f').type(text).press('enter'))).toEqual(expected);
  });

  it('previews a filter while it is typed, and Esc takes it back', () => {
    const driver = list().press('f').type('service:redis');
    expect(names(driver)).toEqual(['http_request']);
    expect(driver.screen().join('\n')).toContain('1 trace matches.');
    expect(names(driver.press('esc'))).toHaveLength(9);
  });

  it('says why it is empty: hidden by the filter, out of sight, or nothing there', () => {
    const filtered = list().press('f').type('service:nobody').press('enter');
    expect(filtered.screen().join('\n')).toContain('No trace matches service:nobody. 9 hidden. Esc clears the filter.');
    expect(names(filtered.press('esc'))).toHaveLength(9);

    const run = growingSession();
    run.commit(5, [aSpan(1, 'a')]);
    run.commit(4_000, [aLog(3_999)]);
    const late = new Driver(run.session, { screen: 'traces' }).screen().join('\n');
    expect(late).toContain('the newest began 2026-11-21 14:00:01 and took 1.0 s.');

    expect(new Driver(growingSession().session, { screen: 'traces' }).screen().join('\n')).toContain('No span has been recorded up to this moment.');
  });

  it('keeps its cursor on the same trace while newer ones arrive', () => {
    const run = story();
    const driver = new Driver(run.session, { screen: 'traces' }).press('j', 'j');
    expect(selected(driver)).toContain('GET /5');
    run.commit(6, [aSpan(5.5, 'new', { traceId: 't99', name: 'GET /9' })]);
    expect(names(driver)[0]).toBe('GET /9');
    expect(selected(driver)).toContain('GET /5');
  });

  it('says so where more traces are in sight than it lists', () => {
    const run = growingSession();
    run.commit(5, Array.from({ length: 600 }, (_, index) => ({ ...aSpan(index / 200, `s${index}`), traceId: `t${index}` })));
    expect(new Driver(run.session, { screen: 'traces', size: { columns: 160, rows: 24 } }).screen().join('\n')).toContain('of the newest 500 at most');
    expect(new Driver(run.session, { screen: 'traces', size: { columns: 80, rows: 24 } }).screen().join('\n')).toContain('at most: z zooms in');
  });

  it('keeps name and duration where there is little room', () => {
    const driver = list({ columns: 40, rows: 10 });
    expect(driver.screen().filter((row) => row.includes('GET /7') && row.includes('240 ms'))).toHaveLength(1);
  });
});
