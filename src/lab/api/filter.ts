import { parseMatcher, type LabelMatcher } from '../matchers.ts';
import { json, type Reply } from './asked.ts';

/** Answers with the matchers of `filter=`, one each, or says which of them is none. */
export function withMatchers(params: URLSearchParams, answer: (matchers: readonly LabelMatcher[]) => Reply): Reply {
  const filters = params.getAll('filter');
  const wrong = filters.find((text) => parseMatcher(text) === undefined);
  return wrong === undefined ? answer(filters.flatMap((text) => parseMatcher(text) ?? [])) : json(`bad matcher format: ${wrong}`, 400);
}
