/** Names of places in the plain form that their spellings share. Pure. */

/** "Ju'uh", "Juuh" and "JU UH"; "Batumandi" and "Batu Mandi"; "Sei Pumpung", "Sungai Pumpung" and "S. Pumpung". */
export function spellingKey(name: string): string {
  return folded(name)
    .replace(/^\s*(sei|sungei|sei\.|s\.|s(?=\s))\s*/, 'sungai')
    .replaceAll(/[^a-z0-9]/g, '');
}

/** The same with or without what kind of place it is: "Desa Ju'uh", "Kec. Batumandi". */
export const placeKey = (name: string): string =>
  spellingKey(folded(name).replace(/^\s*(desa|ds|kelurahan|kel|kecamatan|kec)\b[.\s]+(?=\S)/, ''));

const folded = (name: string) => name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
