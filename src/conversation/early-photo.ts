/** A photo that comes before its question is kept for it; its caption answers the question that waits. */
import { tellAndAsk } from './ask.ts';
import { captionOf } from './caption.ts';
import { isListed, type Step } from './flow.ts';
import { continuesAlbum, followsUnkept, photosHeld } from './heard.ts';
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
  const caption = answers ? captionOf(talk, photo) : null;
  const follows = continuesAlbum(talk, photo);
  const unkept = given ? null : whyUnkept(talk, photo);
  if (given) giveAhead(talk, given.id, given.answer);
  if (caption) {
    if (unkept) say(talk, t(talk, `conversation.miss.${unkept}`));
    return caption;
  }
  if (!given) tellUnkept(talk, photo);
  else if (!follows) tellAndAsk(talk, t(talk, 'conversation.photo-kept'));
  return null;
}

/** Says why a photo is not kept; of several that left together it is said once. */
export function tellUnkept(talk: Talk, photo: Photo): void {
  if (followsUnkept(talk, photo)) return;
  const why = whyUnkept(talk, photo);
  if (why === 'photo-enough') tellAndAsk(talk, t(talk, 'conversation.miss.photo-enough'));
  else explainMiss(talk, 'words', why ?? (stepOfKind(talk, 'photos') ? 'photo-later' : 'not-text'));
}

/** What is wrong with the photo itself, or that there are enough; null where it comes at a time when none is kept. */
function whyUnkept({ state }: Talk, { media }: Photo): string | null {
  return photoProblem(media) ?? (photosHeld(state).length >= mostPhotos ? 'photo-enough' : null);
}
