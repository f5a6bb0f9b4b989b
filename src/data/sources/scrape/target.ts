// One page to scrape: where it is and what its series are called.
import { baseUrl, hostAndPort, shownUrl, type UrlCredentials } from '../http/base-url.ts';
import { LabelSet } from '../label-set.ts';

export interface Target {
  readonly url: URL;
  /** The address for people. */
  readonly shown: string;
  readonly credentials: UrlCredentials | undefined;
  /** Labels of every series of this target. */
  readonly labels: Readonly<Record<string, string>>;
}

type Labels = Readonly<Record<string, string>> | undefined;

/** `source` gives the job and the common labels; what the target says itself wins over both, and over instance. */
export function targetOf(source: { readonly name: string; readonly labels?: Labels }, given: { readonly url: string; readonly labels?: Labels }): Target {
  const { url, credentials } = baseUrl(given.url);
  if (url.pathname === '/' && url.search === '') url.pathname = '/metrics';
  const labels = new LabelSet();
  labels['job'] = source.name;
  labels['instance'] = hostAndPort(url);
  for (const [name, value] of [...Object.entries(source.labels ?? {}), ...Object.entries(given.labels ?? {})]) labels[name] = value;
  return { url, shown: shownUrl(url), credentials, labels };
}
