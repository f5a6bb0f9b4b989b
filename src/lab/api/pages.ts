// The pages of the pretended services themselves: metrics, health, and a search of their logs.
import { exposition, EXPOSITION_TYPE } from '../exposition.ts';
import { healthAnswer, isHealthPath } from '../health.ts';
import { rowQuery, type RowQuery } from '../query.ts';
import type { Scene } from '../scene.ts';
import type { Api } from './asked.ts';

const JSON_TYPE = 'application/json';
export const SEARCH = '/logs/search';

/** `search` answers the JSON array of a search; undefined where the query failed. */
export function pagesApi(scene: Scene, search: (query: RowQuery) => Buffer | undefined): Api {
  return ({ method, path, params }) => {
    if (method !== 'GET') return undefined;
    if (isHealthPath(path)) return { ...healthAnswer(path, scene.second(), scene.since()), type: JSON_TYPE };
    if (path === '/metrics') return { status: 200, type: EXPOSITION_TYPE, body: exposition({ ...scene, second: scene.second(), since: scene.since() }) };
    if (path !== SEARCH) return undefined;
    const rows = search(rowQuery(params));
    return rows === undefined ? { status: 500, type: JSON_TYPE, body: '{"error":"log query failed"}' } : { status: 200, type: JSON_TYPE, body: rows };
  };
}
