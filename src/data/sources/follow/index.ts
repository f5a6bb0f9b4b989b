// The `follow` source: files that grow, turn over and are cut, and standard input.
import { followFrom } from './adapter.ts';
import { openStandardInput } from './standard-input.ts';

export const followAdapter = followFrom(openStandardInput);
