import type { Proposal } from '../../../proposals/proposal.model.ts';
import { worksLike } from '../../../works/likeness.ts';
import type { Work } from '../../../works/work.model.ts';
import { worksOf } from '../../../works/works.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** What is budgeted or built in its village that fulfils a proposal, on somebody's word, or that reads like it. */
export async function worksBeside({ _id, village, title }: Proposal, lookups: Lookups): Promise<Work[]> {
  const works = await worksOf(village);
  const fulfil = works.filter((work) => isMatched(work, _id));
  const open = works.filter(({ others }) => !others.includes(_id));
  return [...new Set([...fulfil, ...worksLike(title, lookups.villageName(village), open)])];
}

const isMatched = ({ matches }: Work, id: string) => matches.some(({ proposal }) => proposal === id);

/** The works beside a proposal, so that nobody grants what is there already. */
export function Works(props: { visit: SignedInVisit; proposal: Proposal; works: Work[] }) {
  const { visit, proposal, works } = props;
  const { say } = visit.words;
  if (works.length === 0) return null;
  return (
    <Section id="realisasi" title={say('works.beside.title')}>
      <p class="soft">{say('works.beside.text')}</p>
      <ul class="related">
        {works.map((work) => (
          <li key={work._id}>
            <a href={`/realisasi/desa/${work.village}#${work._id}`}>{work.name}</a>{' '}
            {work.size && <small>{work.size}</small>}
            <p>
              <span class={`tag ${work.stage === 'built' ? 'good' : 'busy'}`}>
                {say(`works.stage.${work.stage}`)}
              </span>{' '}
              {String(work.year)} {work.office}{' '}
              {isMatched(work, proposal._id) && <strong>{say('works.beside.fulfils')}</strong>}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
