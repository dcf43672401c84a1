/**
 * natural's root pulls in database clients and reads `.env`, so only this file of it is imported; it ships no
 * types for its parts.
 */
declare module 'natural/lib/natural/stemmers/indonesian/stemmer_id.js' {
  const stemmer: {
    /** Root of an Indonesian word by Nazief-Adriani; a word it does not know comes back stripped or as it was. */
    stem(word: string): string;
  };
  export default stemmer;
}

/** The roots that the stemmer knows, about 30,000. */
declare module 'natural/lib/natural/stemmers/indonesian/data/kata-dasar.json' {
  const roots: string[];
  export default roots;
}
