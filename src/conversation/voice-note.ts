/** One recording, by the network's file id. */
export interface VoiceNote {
  mediaId: string;
  mime: string;
  seconds: number;
}
