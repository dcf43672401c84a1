import { scaleLinear } from 'd3-scale';
import type { Lookups } from '../../shell/lookups.ts';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { MapFigures, PlacedProposal } from './model.ts';

const size = { width: 600, height: 380, edge: 26 };
/** Kilometres of one degree of latitude; near the equator one of longitude is as long. */
const kmOfDegree = 111.32;
/** A drawing shows this much ground at least, or two neighbours would look a day's walk apart. */
const leastKm = 4;

/** Where proposals of a kecamatan are, from locations that people sent: numbered points, and the same as a list. */
export function Points(props: { visit: SignedInVisit; lookups: Lookups; figures: MapFigures }) {
  const { visit, lookups, figures } = props;
  const { words } = visit;
  const { points, morePoints } = figures;
  if (points.length === 0)
    return (
      <Section id="lokasi" title={words.say('map.points')}>
        <p class="soft">{words.say('map.points-none')}</p>
      </Section>
    );
  const ground = groundOf(points);
  return (
    <Section id="lokasi" title={words.say('map.points')}>
      <p class="soft">
        {words.say('map.points-about', { km: words.number(ground.barKm) })}{' '}
        {morePoints && words.say('map.points-more', { n: points.length })}
      </p>
      <Ground points={points} ground={ground} label={words.say('map.points')} />
      <ol class="points">
        {points.map(({ id, title, village, lat, lon, chosen }) => (
          <li key={id} class={chosen ? 'chosen' : undefined}>
            <a href={`/usulan/${encodeURIComponent(id)}`}>{words.title(title)}</a>
            <small>
              {lookups.villageName(village)} · {lat.toFixed(5)}, {lon.toFixed(5)}
              {chosen && ` · ${words.say('map.here')}`}
            </small>
          </li>
        ))}
      </ol>
    </Section>
  );
}

type GroundShown = ReturnType<typeof groundOf>;

/** Scales from degrees to the drawing, the same in both directions, and a bar of a round length. */
function groundOf(points: readonly PlacedProposal[]) {
  const { width, height, edge } = size;
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const middle = (some: number[]) => (Math.min(...some) + Math.max(...some)) / 2;
  const spread = (some: number[]) => Math.max(...some) - Math.min(...some);
  const perDegree = Math.min(
    (width - 2 * edge) / Math.max(spread(lons), leastKm / kmOfDegree),
    (height - 2 * edge) / Math.max(spread(lats), leastKm / kmOfDegree),
  );
  const [lat, lon] = [middle(lats), middle(lons)];
  const barKm = [20, 10, 5, 2].find((km) => (km / kmOfDegree) * perDegree < width / 3) ?? 1;
  return {
    x: scaleLinear([lon, lon + 1], [width / 2, width / 2 + perDegree]),
    y: scaleLinear([lat, lat + 1], [height / 2, height / 2 - perDegree]),
    barKm,
    bar: (barKm / kmOfDegree) * perDegree,
  };
}

function Ground(props: { points: readonly PlacedProposal[]; ground: GroundShown; label: string }) {
  const { points, ground, label } = props;
  const { width, height, edge } = size;
  return (
    <svg class="ground" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path class="scale" d={`M${edge} ${height - 14}h${ground.bar.toFixed(1)}`} />
      {points.map(({ id, lat, lon, chosen }, index) => (
        <g
          key={id}
          class={chosen ? 'point chosen' : 'point'}
          transform={`translate(${ground.x(lon).toFixed(1)} ${ground.y(lat).toFixed(1)})`}
        >
          <circle r={chosen ? 15 : 12} />
          <text>{index + 1}</text>
        </g>
      ))}
    </svg>
  );
}
