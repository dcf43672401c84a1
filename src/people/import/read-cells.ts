import { type Locale, locales } from '../../texts/locales.ts';
import { isNear } from '../../texts/near.ts';
import { placeKey } from '../../texts/place-key.ts';
import { type Office, offices } from '../participant.model.ts';

/** Words for the offices as lists write them; Banjar villages call their head pambakal. */
const officeNames: Record<Office, string[]> = {
  'ketua-rt': ['ketua rt', 'rt', 'ketua rukun tetangga', 'kepala rt', 'pak rt', 'head of rt', 'rt head'],
  'kepala-desa': [
    'kepala desa',
    'kades',
    'lurah',
    'pambakal',
    'pembakal',
    'kepala kelurahan',
    'village head',
  ],
  bpd: ['bpd', 'ketua bpd', 'anggota bpd', 'wakil ketua bpd', 'sekretaris bpd', 'badan permusyawaratan desa'],
  lpm: ['lpm', 'ketua lpm', 'anggota lpm', 'lpmd', 'ketua lpmd', 'lembaga pemberdayaan masyarakat'],
  pkk: ['pkk', 'tp pkk', 'ketua pkk', 'ketua tp pkk', 'anggota pkk', 'tim penggerak pkk'],
  'karang-taruna': [
    'karang taruna',
    'ketua karang taruna',
    'anggota karang taruna',
    'pemuda',
    'youth organisation',
  ],
  skpd: ['skpd', 'opd', 'dinas', 'utusan skpd', 'perangkat daerah'],
};
const plainOffice = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
const byName = new Map(
  offices.flatMap((office) =>
    [office.replaceAll('-', ' '), ...officeNames[office]].map((name) => [name, office] as const),
  ),
);

/** Who holds an office for the time being holds it: "Plt. Kades", "Pj Lurah". */
const acting =
  /^(?:plt|plh|pj|pjs|pgs|pjb|penjabat|pejabat|pelaksana tugas|pelaksana harian|acting)(?: sementara)? /;

/**
 * An office, with the RT that some write into it ("Ketua RT 03 RW 01"); or a suggestion.
 * @param village the row's own, which some write behind the office: "Kepala Desa Juai"
 */
export function readOffice(
  cell: string,
  village?: string,
): { office: Office; rt?: string } | { suggestion: Office | null } {
  const text = plainOffice(cell).replace(acting, '');
  for (const words of [text, ...withoutVillage(text, village)]) {
    const office = byName.get(words);
    if (office) return { office };
    const ofRt = /^(?:ketua |kepala |pak )?rt (\d{1,3})(?: rw \d{1,3})?$/.exec(words)?.[1];
    if (ofRt) return { office: 'ketua-rt', rt: ofRt };
  }
  const near = [...byName].find(([name]) => isNear(text, name));
  return { suggestion: near?.[1] ?? null };
}

/** What may stand before the name of the village, with which the text ends. */
function withoutVillage(text: string, village: string | undefined): string[] {
  const words = text.split(' ');
  return words
    .slice(1)
    .flatMap((_, index) =>
      village && placeKey(words.slice(index + 1).join(' ')) === placeKey(village)
        ? [words.slice(0, index + 1).join(' ')]
        : [],
    );
}

/** "3", "RT 03", "003", "03/01" and "RT 03 RW 01" (with its RW): always "03". Null when it is no RT. */
export function readRt(cell: string): string | null {
  const digits = /^(?:rt)?[\s.:]*0*(\d{1,3})(?:\s*\/.*|[\s,.-]*rw\b.*|rw.*|[.,]0)?$/i.exec(cell.trim())?.[1];
  return digits && Number(digits) > 0 ? digits.padStart(2, '0') : null;
}

/** "2025", and "2025.0" as some programs write a number; null when it is no year. */
export function readYear(cell: string): number | null {
  const digits = /^(\d{4})(?:[.,]0+)?$/.exec(cell)?.[1];
  return digits ? Number(digits) : null;
}

const localeNames: Record<Locale, string[]> = {
  id: ['id', 'indonesia', 'bahasa indonesia', 'indonesian'],
  bjn: ['bjn', 'banjar', 'bahasa banjar', 'banjarese'],
  en: ['en', 'inggris', 'bahasa inggris', 'english'],
};

export function readLocale(cell: string): Locale | null {
  const text = cell.trim().toLowerCase();
  return locales.find((locale) => localeNames[locale].includes(text)) ?? null;
}
