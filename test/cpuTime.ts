/** Milliseconds of CPU that this process has taken. Unlike the clock, they do not depend on what else the machine does. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
