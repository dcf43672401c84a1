import { Command, Option } from 'commander';
import { recordCommand } from '../../audit/audit.ts';
import { type Office, offices } from '../../people/participant.model.ts';
import { addParticipants } from '../../people/participants.ts';
import { withDatabase } from '../services.ts';

interface AddOptions {
  name: string;
  office: Office;
  village: string;
  rt?: string;
}

/** `rembuk participants add`: one representative, by hand. */
export function addCommand(): Command {
  return new Command('add')
    .description('enter one representative (for a list: participants import)')
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
        await recordCommand('list-imported', { subject: village, details: { people: 1 } });
        process.stdout.write(`${name}, ${region.name}: start code ${entered?.startCode}\n`);
      }),
    );
}
