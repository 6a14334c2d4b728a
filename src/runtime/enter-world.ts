// Puts a process that has waited into its creator's folder and environment, as if it had been started there.

/** @throws the system's error where the folder cannot be entered */
export function enterWorld(cwd: string, env: Readonly<Record<string, string | undefined>>): void {
  if (process.cwd() !== cwd) process.chdir(cwd);
  const wanted = Object.entries(env).filter(([, value]) => value !== undefined);
  if (JSON.stringify(Object.entries(process.env)) === JSON.stringify(wanted)) return;
  // all of them, so that they stand in the creator's order
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of wanted) process.env[name] = value;
}
