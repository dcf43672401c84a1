/** A problem or a figure of a village or its kecamatan that an SKPD handed in and the planning office has confirmed. */
export interface OfficeDatum {
  /** "Rumah tidak layak huni". */
  what: string;
  /** Null for a problem without one; the unit may be empty. */
  figure: { value: number; unit: string } | null;
  year: number;
  /** Name of the SKPD. */
  office: string;
  source: string;
}
