import { figuresIn, isSlipped } from '../figures.ts';

/**
 * How many households a request names as those it helps: "untuk 45 KK", "…, 45 KK". Null where more than one number of them
 * is named, or one of those who lack or have something.
 */
export function householdsNamed(text: string): number | null {
  const figures = figuresIn(text);
  const all = figures.filter(({ unit }) => unit === 'KK');
  const [one] = all;
  const vague = figures.some(({ use }) => use === 'share' || use === 'bound');
  if (!one || all.length > 1 || vague || one.use !== 'amount' || isSlipped(one)) return null;
  const amount = Math.max(one.amount, one.other ?? 0);
  if (!Number.isInteger(amount) || amount < 1 || amount > highest) return null;
  const { before } = one;
  const [clause = ''] = one.after.split(' ,');
  const helped = helping.test(before) || apart.test(before) || using.test(clause);
  return helped && !notBefore.test(before) && !notAfter.test(clause) ? amount : null;
}

/** No village has more. */
const highest = 5_000;

const helping =
  /\b(?:untuk|bagi|gasan|buat|for|serving|melayani|dimanfaatkan|dinikmati|digunakan|dipakai|dirasakan|membantu|menolong|bermanfaat|manfaat|penerima|dibagikan|melindungi)(?: \S+){0,3}$/;
const apart = /(?:^| ),$/;
const using =
  /^\S+(?: keluarga)? (?:yang )?(?:terbantu|memakai|pemakai|menggunakan|pengguna|penerima|merasakan)\b/;
const notBefore = /\b(?:dari|hanya|baru|sudah|per|tiap|setiap|punya|milik)(?: \S+){0,1}$/;
const notAfter =
  /^\S+(?: keluarga)? (?:\S+ )?(?:belum|tidak|kada|tanpa|kehilangan|mengungsi|masih|terpaksa|susah|kesulitan|punya|memiliki|yang)\b/;
