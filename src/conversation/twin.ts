/** A proposal of the same village that may ask for the same thing. Of its proposer nothing but the seat. */
export interface Twin {
  /** By which it is supported. */
  code: string;
  /** Whose it is: "02" of an RT, else the key of an office, else neither. */
  rt: string | null;
  office: string | null;
  title: string;
  /** The landmark; empty where a location was sent. */
  place: string;
  /** How many support it already. */
  supporters: number;
}

/** What became of a supporter's wish: they joined, or the other one was answered or withdrawn meanwhile. */
export interface Support {
  code: string;
  outcome: 'joined' | 'answered' | 'withdrawn';
}
