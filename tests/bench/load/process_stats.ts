/** What Linux says of a process. NaN where there is no such thing. */

const TICKS_PER_S = 100;

/** CPU seconds used so far, all threads. */
export function cpuSeconds(pid: number | "self"): number {
  const fields = read(`/proc/${pid}/stat`)?.replace(/^.*\) /s, "").split(" ");
  return fields === undefined ? NaN : (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
}

/** Resident and private memory in KiB. */
export function memoryKib(pid: number): { rss: number; private: number } {
  const text = read(`/proc/${pid}/smaps_rollup`) ?? "";
  const field = (name: string) => Number(new RegExp(`^${name}: +(\\d+)`, "m").exec(text)?.[1] ?? NaN);
  return { rss: field("Rss"), private: field("Private_Clean") + field("Private_Dirty") };
}

/** The share of all cores, or of one, that was busy between two of these, 0 to 1; a tick is 10 ms. */
export function machineTimes(core?: number): { busy: number; all: number } {
  const times =
    read("/proc/stat")?.split("\n")[core === undefined ? 0 : core + 1].split(/ +/).slice(1, 9).map(Number) ?? [];
  const all = times.reduce((sum, time) => sum + time, 0);
  return { busy: all - (times[3] ?? 0) - (times[4] ?? 0), all };
}

function read(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return undefined;
  }
}
