/**
 * What some work costs by itself, in ms of a processor: a bound for what must not take long. How long it takes by the clock
 * depends on what else the machine does.
 */
export async function processorMs(work: () => unknown): Promise<number> {
  const begun = process.cpuUsage();
  await work();
  return process.cpuUsage(begun).user / 1000;
}
