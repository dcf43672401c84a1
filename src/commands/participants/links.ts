import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import QRCode from 'qrcode';
import { recordCommand } from '../../audit/audit.ts';
import { startLink } from '../../channels/telegram/start-link.ts';
import type { Participant } from '../../people/participant.model.ts';
import { listParticipants } from '../../people/participants.ts';
import { renewStartCodes } from '../../people/ties.ts';
import { csvOf } from '../../reports/csv.ts';
import { type LinkSheet, linkRows, linksPdf } from '../../reports/start-links.ts';
import { loadTexts } from '../../texts/load.ts';
import { defaultLocale } from '../../texts/locales.ts';
import { wholeDistrict } from '../../users/scope.ts';
import { withDatabase } from '../services.ts';

interface Options {
  qr?: string;
  pdf?: string;
  village?: string;
  renew?: boolean;
}

/** `rembuk participants links`: everybody's personal Telegram link. */
export function linksCommand(): Command {
  return new Command('links')
    .description("print everybody's personal Telegram link as CSV; hand each to its person only")
    .option('--pdf <file>', 'write a sheet of QR codes per village to cut out, instead of the CSV')
    .option('--qr <folder>', 'write a QR code (PNG) for each as well')
    .option('--renew', 'give everybody named a new link first; those printed before lead nowhere any more')
    .option('--village <code>', 'only this village, such as 63.11.01.2003')
    .action((options: Options) =>
      withDatabase(async (config, { regions }) => {
        if (!config.TELEGRAM_BOT_TOKEN)
          throw new Error('Set TELEGRAM_BOT_TOKEN first: the links name your bot.');
        const link = await startLink(config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT);
        const named = async () =>
          (await listParticipants(wholeDistrict)).filter(
            (one) => !options.village || one.village === options.village,
          );
        if (options.renew) await renew(await named(), options.village);
        const people = await named();
        const sheet = {
          people,
          regions,
          link,
          texts: loadTexts(),
          locale: defaultLocale,
          agency: config.AGENCY_NAME,
        };
        await recordCommand('links-downloaded', {
          ...(options.village ? { subject: options.village } : {}),
          details: { people: people.length },
        });
        if (options.pdf) await writeFile(options.pdf, await linksPdf(sheet));
        else process.stdout.write(csvOf(linkRows(sheet)));
        if (options.qr) await writePictures(sheet, options.qr);
      }),
    );
}

async function renew(people: Participant[], village: string | undefined): Promise<void> {
  const renewed = await renewStartCodes(people.map(({ _id }) => _id));
  await recordCommand('links-renewed', {
    ...(village ? { subject: village } : {}),
    details: { people: renewed },
  });
}

async function writePictures({ people, link }: LinkSheet, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { _id, village, rt, office, startCode } of people)
    await writeFile(
      join(folder, `${village}-${rt ?? office}-${_id}.png`),
      await QRCode.toBuffer(link(startCode)),
    );
}
