import type { Proposal } from '../../../proposals/proposal.model.ts';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

/** The photos of a proposal; of one that is not there, why. */
export function Photos({ visit, proposal }: { visit: SignedInVisit; proposal: Proposal }) {
  const { t, locale } = visit.words;
  if (proposal.photos.length === 0) return null;
  const whyLost = (why: string) => visit.deps.texts.t(locale, `conversation.photo-refused.${why}`);
  return (
    <Section id="foto" title={t('proposal.photos')}>
      <ul class="photos">
        {proposal.photos.map((photo, index) => {
          const source = `/usulan/${encodeURIComponent(proposal._id)}/foto/${index + 1}`;
          return (
            <li key={photo.media}>
              {photo.file ? (
                <a href={source}>
                  <img src={source} alt={t('proposal.photo', { number: index + 1 })} loading="lazy" />
                </a>
              ) : (
                <p class="soft">
                  {photo.lost
                    ? t('proposal.photo-lost', { number: index + 1, why: whyLost(photo.lost) })
                    : t('proposal.photo-waiting', { number: index + 1 })}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
