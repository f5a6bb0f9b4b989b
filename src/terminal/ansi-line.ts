// A line as text with colours, without Ink: for `obs-tui frame --ansi`, and for whatever paints rows itself.
import type { Line, Style } from '../lib/line.ts';

const SGR: Readonly<Record<Style, string>> = {
  plain: '', dim: '2', strong: '1', title: '1;36', accent: '36', good: '32', warn: '33', bad: '1;31', gap: '35', replay: '1;30;43', key: '1',
  hit: '30;43', mark: '1;35', 'level.trace': '2', 'level.debug': '2', 'level.info': '', 'level.warn': '33', 'level.error': '31',
  'level.fatal': '1;7;31', 'series.1': '36', 'series.2': '33', 'series.3': '35', 'series.4': '32', 'series.5': '34', 'series.6': '37',
};

export function ansiLine(row: Line): string {
  return row.spans
    .map((piece) => {
      const codes = [SGR[piece.style], piece.inverse === true ? '7' : ''].filter((code) => code !== '').join(';');
      return codes === '' ? piece.text : `\u001b[${codes}m${piece.text}\u001b[0m`;
    })
    .join('');
}
