import type { Finding } from '../../../people/import/finding.ts';
import type { ListError } from '../../../people/import/list-error.ts';
import type { SkpdDatum } from '../../../skpd-data/datum.model.ts';
import type { PersonName } from '../../../users/users.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';
import type { TypedDatum } from './forms.ts';

/** A page of what waits or of what is confirmed. */
export interface DataList {
  data: SkpdDatum[];
  /** On all pages. */
  total: number;
  page: number;
  pages: number;
}

/** All that the page of data is made of. */
export interface DataProps {
  visit: SignedInVisit;
  lookups: Lookups;
  personName: PersonName;
  /** Only what this village is shown, by its code. */
  village: string | undefined;
  waiting: DataList;
  confirmed: DataList;
  /** The content of the form for one datum, and what is wrong with it by its fields. */
  typed: TypedDatum;
  problems: Readonly<Record<string, Finding>>;
  /** Why a file was refused whole, or what is wrong with its rows. */
  refused: ListError | undefined;
  findings: readonly Finding[];
}
