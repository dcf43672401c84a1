import { Command } from 'commander';
import { addCommand } from './add.ts';
import { importCommand } from './import.ts';
import { linksCommand } from './links.ts';
import { templateCommand } from './template.ts';

/** `rembuk participants import|add|links|template`: representatives, and the personal links that tie their chats to them. */
export function participantsCommand(): Command {
  return new Command('participants')
    .description('representatives')
    .addCommand(importCommand())
    .addCommand(addCommand())
    .addCommand(linksCommand())
    .addCommand(templateCommand());
}
