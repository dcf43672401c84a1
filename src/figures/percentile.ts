/**
 * The value at or below which a share of the values lies (nearest rank).
 * @param sorted upwards
 * @param share 0 to 1
 * @returns null for no values
 */
export function percentile(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
