import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

/** The size of a drawing, in its own units; the style sheet says how large it is shown. */
const size = { width: 200, height: 56, edge: 6 };

/**
 * A line of values over years, drawn on the server. Its figures stand beside it as text, so it is only described in a
 * sentence. Years are as far apart as they are; a year without a value has no mark.
 * @param props.values oldest first, one at least
 * @param props.label what it shows, in words
 */
export function LineChart(props: { values: readonly { year: number; value: number }[]; label: string }) {
  const { values, label } = props;
  const { width, height, edge } = size;
  const years = values.map(({ year }) => year);
  const figures = values.map(({ value }) => value);
  const x = scaleLinear([Math.min(...years), Math.max(...years)], [edge, width - edge]);
  const y = scaleLinear([Math.min(...figures), Math.max(...figures)], [height - edge, edge]);
  const path = line<{ year: number; value: number }>(
    ({ year }) => x(year),
    ({ value }) => y(value),
  )([...values]);
  return (
    <svg class="line-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {values.length > 1 && path && <path d={path} />}
      {values.map(({ year, value }, index) => (
        <circle
          key={year}
          class={index === values.length - 1 ? 'newest' : undefined}
          cx={x(year).toFixed(1)}
          cy={y(value).toFixed(1)}
          r={index === values.length - 1 ? 4.5 : 2.5}
        />
      ))}
    </svg>
  );
}
