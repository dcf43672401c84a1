/** Lets a few in at a time; the others wait in line. */
export function createSemaphore(places: number): () => Promise<() => void> {
  const line: (() => void)[] = [];
  let free = places;
  const leaveOnce = () => {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = line.shift();
      if (next) next();
      else free += 1;
    };
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => line.push(resolve));
    return leaveOnce();
  };
}
