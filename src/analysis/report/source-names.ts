// Names of sources by their number, safe to print.
import { own, visible, type SafeText } from '../../lib/text.ts';
import type { SourceState } from '../../model/session.ts';
import type { SourceId } from '../../model/signal.ts';

export interface SourceNames {
  /** Empty for what no source told. */
  of(source: SourceId | undefined): SafeText;
}

export function sourceNames(sources: readonly SourceState[]): SourceNames {
  const names = new Map(sources.map(({ id, name }) => [id, visible(name)]));
  return { of: (source) => (source === undefined ? undefined : names.get(source)) ?? own('') };
}
