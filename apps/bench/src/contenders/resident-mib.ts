/** Memory of this process, in MiB. */
export const residentMib = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);
