import type { VillageState } from '../../../figures/village-states.ts';
import { roundField } from '../../shell/round-choice.tsx';
import type { Words } from '../../shell/words.ts';
import type { KecamatanOnMap, VillageOnMap } from './model.ts';

/** Tiles in a row, and their size in the drawing's own units. */
const across = 5;
const step = 40;
const tile = 36;

/** What stands on a tile besides its colour, so that nobody needs to tell colours apart. */
export function signOf(state: VillageState, proposals: number): string {
  const signs = {
    late: `${proposals}!`,
    waiting: String(proposals),
    answered: '✓',
    silent: '–',
    uninvited: '',
  };
  return signs[state];
}

/** A kecamatan as a block of tiles, a village each; each leads to what the village has sent, or to who is silent there. */
export function Tiles(props: { words: Words; round: string; kecamatan: KecamatanOnMap }) {
  const { words, round, kecamatan } = props;
  const rows = Math.ceil(kecamatan.villages.length / across);
  return (
    <svg class="villages" viewBox={`0 0 ${across * step} ${rows * step}`}>
      <title>{kecamatan.name}</title>
      {kecamatan.villages.map((village, index) => (
        <a key={village.region._id} href={wayTo(village, round)} aria-label={inWords(words, village)}>
          <title>{inWords(words, village)}</title>
          <g
            class={`village ${village.state}`}
            transform={`translate(${(index % across) * step + 2} ${Math.floor(index / across) * step + 2})`}
          >
            <rect width={tile} height={tile} rx="5" />
            <text x={tile / 2} y={tile / 2}>
              {signOf(village.state, village.tally.proposals)}
            </text>
          </g>
        </a>
      ))}
    </svg>
  );
}

/** "Hamarung: terlambat dijawab, 3 usulan". */
const inWords = (words: Words, { region, state, tally }: VillageOnMap) =>
  words.say('map.village', {
    name: region.name,
    state: words.say(`map.state.${state}`),
    n: tally.proposals,
  });

/** The list of what a village has sent; where nothing has come, who is silent there. */
export function wayTo({ region, tally }: VillageOnMap, round: string): string {
  const place = `kecamatan=${region.kecamatan.code}&desa=${region._id}`;
  return tally.proposals > 0 ? `/usulan?${roundField}=${round}&${place}` : `/rembuk/${round}/sunyi?${place}`;
}
