// What the Logs panel shows, read from its model: rows by their message, gaps as `gap`, the cursor row with a > before it.
import type { Driver } from '../../support/driver.ts';
import type { LogsModel } from '../../../src/screens/logs/select.ts';
import type { LogsState } from '../../../src/screens/logs/state.ts';

export function modelOf(driver: Driver): LogsModel {
  const context = driver.context();
  const panel = driver.registry.panels.get('logs');
  return panel?.select(context, driver.app.panels['logs'], context.size) as LogsModel;
}

export function stateOf(driver: Driver): LogsState {
  return driver.panel<LogsState>('logs');
}

export function shown(driver: Driver): readonly string[] {
  const { window, marked, hits } = modelOf(driver);
  return window.rows.map((row, index) => {
    const name = row.kind === 'gap' ? 'gap' : `${row.context ? '~' : ''}${row.record.message}`;
    return `${index === window.cursor ? '>' : ''}${marked[index] === true ? '*' : ''}${hits[index] === true ? '!' : ''}${name}`;
  });
}

/** The message under the cursor, and the screen row it stands on. */
export function cursor(driver: Driver): readonly [string, number] {
  const { window } = modelOf(driver);
  const row = window.rows[window.cursor];
  return [row === undefined ? 'nothing' : row.kind === 'gap' ? 'gap' : row.record.message, window.cursor];
}
