/** One thing that is kept about a person: its key, and what fills its text. */
export interface PersonalFact {
  key: string;
  params: Record<string, string | number>;
}
