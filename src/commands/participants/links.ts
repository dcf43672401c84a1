import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import QRCode from 'qrcode';
import { startLink } from '../../channels/telegram/start-link.ts';
import type { Region } from '../../regions/region.model.ts';
import { listParticipants } from '../../rembuk/participants.ts';
import { csvLine } from '../../reports/csv.ts';
import { withDatabase } from '../services.ts';

/** `rembuk participants links`: everybody's personal Telegram link. */
export function linksCommand(): Command {
  return new Command('links')
    .description("print everybody's personal Telegram link as CSV; hand each to its person only")
    .option('--qr <folder>', 'write a QR code (PNG) for each as well')
    .action(({ qr }: { qr?: string }) =>
      withDatabase(async (config, { regions }) => {
        if (!config.TELEGRAM_BOT_TOKEN)
          throw new Error('Set TELEGRAM_BOT_TOKEN first: the links name your bot.');
        const link = await startLink(config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT);
        await printLinks(regions, link, qr);
      }),
    );
}

async function printLinks(regions: Region[], link: (code: string) => string, folder?: string): Promise<void> {
  const byCode = new Map(regions.map((region) => [region._id, region]));
  if (folder) await mkdir(folder, { recursive: true });
  process.stdout.write(csvLine(['kecamatan', 'village', 'rt', 'name', 'link']));
  for (const participant of await listParticipants()) {
    const region = byCode.get(participant.village ?? '');
    const url = link(participant.startCode);
    const row = [
      region?.kecamatan.name ?? '',
      region?.name ?? '',
      participant.rt ?? '',
      participant.name,
      url,
    ];
    process.stdout.write(csvLine(row));
    if (folder)
      await writeFile(
        join(folder, `${participant.village}-${participant.rt ?? participant.office}-${participant._id}.png`),
        await QRCode.toBuffer(url),
      );
  }
}
