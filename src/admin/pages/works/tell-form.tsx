import { may } from '../../../users/rights.ts';
import { tickOf, tierOfStage, type Untold } from '../../../works/telling.ts';
import type { Lookups } from '../../shell/lookups.ts';
import { Token } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** The proposals whose people are to be told of a work; ticked, and told by one press. */
export function TellForm(props: { visit: SignedInVisit; lookups: Lookups; untold: Untold[] }) {
  const { visit, lookups, untold } = props;
  const { say, status } = visit.words;
  const releases = may(visit.user, 'tell-works');
  return (
    <form method="post" action="/realisasi/sampaikan">
      <Token visit={visit} />
      <p>{say('works.tell.text')}</p>
      <ul class="people">
        {untold.map((one) => {
          const { work, match } = one;
          const tick = tickOf(one);
          return (
            <li key={tick}>
              <label class="pick" for={tick}>
                <input id={tick} type="checkbox" name="match" value={tick} checked disabled={!releases} />
                <span>
                  {match.code} → {status(tierOfStage[work.stage])}
                  <small>
                    {work.name}, {lookups.villageName(work.village)} {work.year}
                  </small>
                </span>
              </label>{' '}
              <a href={`/realisasi/desa/${work.village}#${work._id}`}>{say('works.tell.look')}</a>
            </li>
          );
        })}
      </ul>
      {releases ? (
        <div class="actions">
          <button type="submit">{say('works.tell.button', { count: untold.length })}</button>
        </div>
      ) : (
        <p class="soft">{say('works.tell.by-reviewers')}</p>
      )}
    </form>
  );
}
