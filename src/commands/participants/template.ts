import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { templateCsv, templateXlsx } from '../../reports/template.ts';

/** `rembuk participants template`: an empty list to fill in. */
export function templateCommand(): Command {
  return new Command('template')
    .description('write an empty list of participants to fill in, CSV or XLSX by the name of the file')
    .argument('<file>', 'such as daftar-peserta.xlsx')
    .action(async (file: string) => {
      const xlsx = file.toLowerCase().endsWith('.xlsx');
      await writeFile(file, xlsx ? await templateXlsx() : templateCsv());
      process.stdout.write(`${file}\n`);
    });
}
