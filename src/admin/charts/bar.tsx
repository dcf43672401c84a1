import { scaleLinear } from 'd3-scale';

/**
 * A bar that repeats a figure which stands beside it as text; drawn, because the policy allows no inline style.
 * @param props.of the part that is filled, 0 to `most`
 */
export function Bar({ of, most }: { of: number; most: number }) {
  const width = scaleLinear([0, Math.max(1, most)], [0, 100])(of);
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" width="100" height="8" />
      <rect class="part" width={width.toFixed(2)} height="8" />
    </svg>
  );
}
