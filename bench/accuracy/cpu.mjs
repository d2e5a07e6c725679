/** What `work` gives, and the CPU seconds that it took on all threads. */
export async function cpuSeconds(work) {
  const start = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(start);
  return { value, seconds: (user + system) / 1e6 };
}
