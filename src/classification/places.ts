import type { Token } from './tokenise.ts';

/** What a street or place is called after; said with a capital and a name, it says where and not what. */
const street = /^(jl|jln|gg|komp|komplek|perum|perumahan|blok)$/;
const place = /^(desa|ds|dusun|dsn|kelurahan|kel|kecamatan|kec|kabupaten|kab)$/;
/** Places are called after rivers, hills and markets: `Desa Sungai Batang` asks for no river works. */
const named =
  /^(sungai|sei|gunung|batu|muara|tanjung|pulau|teluk|danau|bukit|pasar|lok|handil|banua|rawa|karang|telaga|sumber|padang|hutan|pantai|kampung|kebun|tambak|pematang)$/;
const sentenceEnd = /[.,;:|\n(/–-]\s*$/;

/**
 * Leaves out the words of addresses, which would else speak for roads and rivers: a street after the end of a
 * sentence (`..., Jl. Melati RT 02`), with its name, and what a village is called after (`Desa Sungai Batang`).
 */
export function withoutPlaces(text: string, tokens: Token[]): Token[] {
  const left: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (!token) break;
    const isNamed =
      next !== undefined && isCapital(text[next.start]) && text.slice(token.end, next.start).length <= 2;
    if (isNamed && street.test(token.word) && (at === 0 || sentenceEnd.test(text.slice(0, token.start))))
      at += 1;
    else if (isNamed && place.test(token.word) && named.test(next.word)) {
      left.push(token);
      at += 2;
    } else left.push(token);
  }
  return left;
}

const isCapital = (letter: string | undefined) => letter !== undefined && letter !== letter.toLowerCase();
