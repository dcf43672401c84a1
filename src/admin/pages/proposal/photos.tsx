import type { Proposal } from '../../../proposals/proposal.model.ts';
import { Section } from '../../shell/parts.tsx';
import type { SignedInVisit } from '../../shell/visit.ts';

interface Props {
  visit: SignedInVisit;
  proposal: Proposal;
}

/** The photos of a proposal; of one that is not there, why. */
export function Photos({ visit, proposal }: Props) {
  if (proposal.photos.length === 0) return null;
  return (
    <Section id="foto" title={visit.words.t('proposal.photos')}>
      <Pictures visit={visit} proposal={proposal} />
    </Section>
  );
}

/** Those that were sent with it in earlier rounds; they stay with the proposals of then, to which they lead. */
export function EarlierPhotos({ visit, forerunners }: { visit: SignedInVisit; forerunners: Proposal[] }) {
  const { t } = visit.words;
  const withPhotos = forerunners.filter(({ photos }) => photos.length > 0);
  if (withPhotos.length === 0) return null;
  return (
    <Section id="foto-sebelumnya" title={t('proposal.photos-before')}>
      {withPhotos.map((proposal) => (
        <div key={proposal._id}>
          <p class="soft">
            {t('proposal.photos-of', { round: proposal.round })}{' '}
            <a href={`/usulan/${encodeURIComponent(proposal._id)}`}>{proposal.code}</a>
          </p>
          <Pictures visit={visit} proposal={proposal} />
        </div>
      ))}
    </Section>
  );
}

function Pictures({ visit, proposal }: Props) {
  const { t, locale } = visit.words;
  const whyLost = (why: string) => visit.deps.texts.t(locale, `conversation.photo-refused.${why}`);
  return (
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
  );
}
