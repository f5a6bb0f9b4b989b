// Who sits at the terminal: the name that an acknowledgement or a silence carries.
import { userInfo } from 'node:os';

/** The name of the account; `operator` where it has none, as in some containers. */
export function operatorName(): string {
  try {
    return userInfo().username || 'operator';
  } catch {
    return 'operator';
  }
}
