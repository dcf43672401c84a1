import type { SignedInVisit } from './visit.ts';

interface Props {
  visit: SignedInVisit;
  page: number;
  pages: number;
  /** The address of a page of the list, with all that narrows it. */
  address: (page: number) => string;
  /** The address's field for the page; of its own where a page has two such lists. */
  field?: string;
}

/** Leads through a list of several pages: to the one before, the next, and any by its number. */
export function Pager({ visit, page, pages, address, field = 'halaman' }: Props) {
  const { t } = visit.words;
  if (pages <= 1) return null;
  // Only the path and the fields of the address are of use.
  const { pathname, searchParams } = new URL(address(1), 'http://office');
  searchParams.delete(field);
  return (
    <nav class="pager" aria-label={t('list.pages')}>
      {page > 1 ? (
        <a class="button plain" rel="prev" href={address(page - 1)}>
          {t('list.previous')}
        </a>
      ) : (
        <span />
      )}
      <form method="get" action={pathname} class="to-page">
        {[...searchParams].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label for={field}>{t('list.page')}</label>
        <input id={field} name={field} inputMode="numeric" pattern="[0-9]*" size={5} value={page} />
        <span>{t('list.of', { pages })}</span>
        <button type="submit" class="plain small">
          {t('list.go')}
        </button>
      </form>
      {page < pages ? (
        <a class="button plain" rel="next" href={address(page + 1)}>
          {t('list.next')}
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
