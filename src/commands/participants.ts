import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import QRCode from 'qrcode';
import { startLink } from '../channels/telegram/start-link.ts';
import type { Region } from '../regions/region.model.ts';
import { type Office, offices } from '../rembuk/participant.model.ts';
import { addParticipants, listParticipants } from '../rembuk/participants.ts';
import { csvLine } from '../reports/csv.ts';
import { withDatabase } from './services.ts';

interface AddOptions {
  name: string;
  office: Office;
  village: string;
  rt?: string;
}

/** `rembuk participants add|links`: representatives and the personal links that tie their chats to them. */
export function participantsCommand(): Command {
  const add = new Command('add')
    .description('enter one representative (lists are imported in a later part)')
    .requiredOption('--name <name>', 'name, or the office as people say it')
    .addOption(new Option('--office <office>', 'office held').choices(offices).makeOptionMandatory())
    .requiredOption('--village <code>', 'Kemendagri code, such as 63.11.01.2003')
    .option('--rt <number>', 'RT, such as 03')
    .action((options: AddOptions) =>
      withDatabase(async (_config, { regions }) => {
        const region = regions.find((one) => one._id === options.village);
        if (!region) throw new Error(`There is no village "${options.village}" in this district.`);
        const { name, office, rt, village } = options;
        const seat = { name, office, village, kecamatan: region.kecamatan.code, ...(rt ? { rt } : {}) };
        const [entered] = await addParticipants([seat], new Date());
        process.stdout.write(`${name}, ${region.name}: start code ${entered?.startCode}\n`);
      }),
    );
  const links = new Command('links')
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
  return new Command('participants').description('representatives').addCommand(add).addCommand(links);
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
