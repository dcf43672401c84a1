import { ApiError } from './state.ts';

/** Counts messages over the last second, as they arrive. */
export function createRateGuard() {
  let perSecond = Number.POSITIVE_INFINITY;
  let taken: number[] = [];
  let refused = 0;
  return {
    permit(most: number) {
      perSecond = most;
    },
    tooMany: () => refused,
    /** @throws ApiError 429 when the second is full; what is refused does not count */
    count(method: string) {
      if (!method.startsWith('send')) return;
      const now = performance.now();
      taken = taken.filter((at) => at > now - 1_000);
      if (taken.length >= perSecond) {
        refused += 1;
        throw new ApiError(429, 'Too Many Requests: retry after 1', { retry_after: 1 });
      }
      taken.push(now);
    },
  };
}
