import { join } from 'node:path';
import { writePrivate } from '../../files.ts';
import { noticeStates, notify } from '../../outreach/model/notices.ts';
import { headsOfRt } from '../../people/participants.ts';
import type { Actor } from '../../proposals/review.ts';
import type { RoundId } from '../../rounds/round.model.ts';
import { midnightOf } from '../../time/local-time.ts';
import { printOf, type SheetContents } from './contents.ts';
import { type SentSheet, SentSheetModel, type SheetId } from './sheet.model.ts';

/** The folder of the PDFs within that of media. */
export const sheetsIn = (mediaDir: string): string => join(mediaDir, 'sheets');
/** How a notice names the file of a PDF: its path below `DATA_DIR`. */
export const pathOf = (file: string): string => join('media', 'sheets', file);

/** A sheet that is to go out. */
export interface SheetToSend {
  contents: SheetContents;
  /** The village by code, kecamatan and name. */
  region: { _id: string; name: string; kecamatan: { code: string } };
  pdf: Buffer;
  /** The folder of media, `media` below `DATA_DIR`. */
  mediaDir: string;
  /** Today, `2026-12-29`. */
  today: string;
}

/**
 * Sends a sheet to all heads of RT of its village, each as a notice with the PDF. The same sheet again goes to those only who came to
 * their seat since; what was interrupted is finished by sending it again.
 * @returns to how many it is on its way by this
 */
export async function sendSheet(sheet: SheetToSend, actor: Actor, now: Date): Promise<number> {
  const { contents, region, pdf, mediaDir, today } = sheet;
  const { round, village, lines } = contents;
  const id: SheetId = sheetId(contents);
  const file = `${id}.pdf`;
  const heads = await headsOfRt(village);
  const people = heads.map(({ _id }) => _id);
  await writePrivate(sheetsIn(mediaDir), file, pdf);
  await SentSheetModel.updateOne(
    { _id: id },
    {
      $setOnInsert: {
        round,
        village,
        kecamatan: region.kecamatan.code,
        proposals: lines.length,
        by: actor.name,
        at: now,
      },
      $addToSet: { people: { $each: people } },
    },
    { upsert: true },
  );
  const about = { round, key: 'sheet.new', args: { village: region.name, day: midnightOf(today).getTime() } };
  const attached = { name: `Lembar Desa ${plain(region.name)}.pdf`, path: pathOf(file) };
  return notify(
    people.map((participant) => ({
      ...about,
      _id: noticeId(id, participant),
      participant,
      file: attached,
    })),
    now,
  );
}

const sheetId = (contents: SheetContents): SheetId =>
  `${contents.round}.${contents.village}.${printOf(contents)}`;
const noticeId = (sheet: SheetId, participant: string) => `sheet:${sheet}:${participant}`;

/** A file's name goes into a header of the networks' forms: letters, digits and spaces only. */
const plain = (name: string) => name.replaceAll(/[^\p{L}\p{N} ]/gu, ' ').trim();

/** A sheet that was sent, and to how many it was delivered, still waits, or cannot be. */
export interface SheetDelivery {
  sheet: SentSheet;
  delivered: number;
  waiting: number;
  undeliverable: number;
}

/** The sheets that were sent to a village in a round, the newest first. */
export async function sentSheets(round: RoundId, village: string): Promise<SheetDelivery[]> {
  const sheets = await SentSheetModel.find({ round, village }).sort({ at: -1, _id: 1 }).lean();
  return Promise.all(
    sheets.map(async (sheet) => {
      const states = await noticeStates(sheet.people.map((person) => noticeId(sheet._id, person)));
      const count = (...wanted: string[]) =>
        [...states.values()].filter((state) => wanted.includes(state)).length;
      return {
        sheet,
        delivered: count('sent'),
        waiting: count('queued', 'sending'),
        undeliverable: count('failed', 'unknown', 'dropped'),
      };
    }),
  );
}

/** Whether a village was sent what its sheet says now. */
export const isSent = (contents: SheetContents, sent: readonly SheetDelivery[]): boolean =>
  sent[0]?.sheet._id === sheetId(contents);
