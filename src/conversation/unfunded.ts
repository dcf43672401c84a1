/** A proposal of an earlier round that was not funded. */
export interface Unfunded {
  id: string;
  code: string;
  title: string;
  /** Of the round that it was sent to. */
  year: number;
  /** In which year it is asked for if it is sent again: from 2 on. */
  age: number;
}
