/** A photo that comes before its question is kept for it; its caption answers the question that waits. */
import { tellAndAsk } from './ask.ts';
import { isListed, type Step } from './flow.ts';
import { continuesAlbum, photosHeld } from './heard.ts';
import { mostPhotos, photoProblem } from './inputs/photos.ts';
import { explainMiss } from './misses.ts';
import { giveAhead } from './moves.ts';
import { currentStep, say, type Talk, t } from './talk.ts';
import type { Answer, Input } from './types.ts';

type Photo = Extract<Input, { kind: 'photo' }>;

/** An answer to another question than the one that waits. */
export type Given = { id: string; answer: Omit<Answer, 'at'> };

export const stepOfKind = ({ flow }: Talk, kind: Step['kind']): string | undefined =>
  Object.keys(flow.steps).find((id) => flow.steps[id]?.kind === kind);

/** The photos' answer with one more; null where nothing asks for photos, or there are enough. */
export function withPhoto(talk: Talk, { media, caption }: Photo): Given | null {
  const id = stepOfKind(talk, 'photos');
  if (!id) return null;
  const standing = talk.state.answers[id]?.value;
  const before = standing?.kind === 'photos' ? standing.photos : [];
  if (before.length >= mostPhotos) return null;
  const photo = {
    mediaId: media.id,
    mime: media.mime,
    ...(caption ? { caption: caption.slice(0, 200) } : {}),
  };
  const photos = [...before, photo];
  return { id, answer: { value: { kind: 'photos', photos }, words: `(${photos.length})` } };
}

/**
 * Takes in a photo at a question of another kind.
 * @returns what its caption says, which is to be read as the answer; null where all is said
 */
export function hearEarlyPhoto(talk: Talk, photo: Photo): string | null {
  const problem = photoProblem(photo.media);
  // Nothing is kept of somebody who has not agreed, or has nothing under way; nor is a caption a decision or a command.
  const answers = isListed(currentStep(talk) ?? undefined);
  const given = !problem && answers ? withPhoto(talk, photo) : null;
  const words = answers ? (photo.caption ?? '') : '';
  const caption = words && !talk.reader.read(words).command ? words : null;
  const follows = continuesAlbum(talk, photo);
  if (given) giveAhead(talk, given.id, given.answer);
  if (caption) {
    if (problem) say(talk, t(talk, `conversation.miss.${problem}`));
    return caption;
  }
  if (given) {
    if (!follows) tellAndAsk(talk, t(talk, 'conversation.photo-kept'));
  } else if (!problem && photosHeld(talk.state).length >= mostPhotos)
    tellAndAsk(talk, t(talk, 'conversation.photo-enough'));
  else explainMiss(talk, 'words', problem ?? (stepOfKind(talk, 'photos') ? 'photo-later' : 'not-text'));
  return null;
}
