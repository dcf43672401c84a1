/** What is said beside a talk instead of an answer to the question that waits. */
export interface Aside {
  /** The key of its text. */
  key: string;
  /** The voice note whose words the speaker has just settled, by the network's file id; the talk goes on with them. */
  heard?: string;
}
