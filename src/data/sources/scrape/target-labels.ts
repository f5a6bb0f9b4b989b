// Labels of a series: what the page says joined with what the target is called. Empty values are left out, because to
// Prometheus a label with an empty value is absent.
import { LabelSet } from '../label-set.ts';

/** Labels of the target win: a label of the page with such a name is kept as `exported_` and its name. */
export class TargetLabels {
  readonly #names: readonly string[];
  readonly #values: readonly string[];

  constructor(labels: Readonly<Record<string, string>>) {
    const given = Object.entries(labels).filter(([, value]) => value !== '');
    this.#names = given.map(([name]) => name);
    this.#values = given.map(([, value]) => value);
  }

  /** `pairs` are label names and values in turn. */
  join(pairs: readonly string[]): LabelSet {
    const labels = new LabelSet();
    for (let index = 0; index < pairs.length; index += 2) {
      const name = pairs[index] ?? '';
      const value = pairs[index + 1] ?? '';
      if (value !== '') labels[this.#names.includes(name) ? this.#exported(name, pairs) : name] = value;
    }
    for (let index = 0; index < this.#names.length; index += 1) labels[this.#names[index] ?? ''] = this.#values[index] ?? '';
    return labels;
  }

  #exported(name: string, pairs: readonly string[]): string {
    let free = `exported_${name}`;
    while (this.#names.includes(free) || pairs.includes(free)) free = `exported_${free}`;
    return free;
  }
}
