/** A question of somebody of the village and the office's answer, without names; the village may read it. */
export interface SharedAnswer {
  question: string;
  answer: string;
  /** Name of the office that answered; null for the planning office. */
  office: string | null;
  /** When it was answered, ISO 8601. */
  at: string;
}
