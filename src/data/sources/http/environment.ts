/** The one place under data that reads the environment: only the variable that a configuration names for a secret. */
export function environmentVariable(name: string): string | undefined {
  return process.env[name];
}
