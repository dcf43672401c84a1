import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { recordCommand } from '../audit/audit.ts';
import { readAuthorityFile } from '../issues/authority-file.ts';
import type { Region } from '../regions/region.model.ts';
import { kecamatanOf } from '../regions/regions.ts';
import { passwordLength } from '../users/password-rules.ts';
import { kecamatanScope, officeScope, type Scope, villageScope, wholeDistrict } from '../users/scope.ts';
import { type Role, roles } from '../users/user.model.ts';
import { addUser, PasswordError } from '../users/users.ts';
import { withDatabase } from './services.ts';

interface Options {
  name?: string;
  role: Role;
  /** Of these two one at most; both absent: the whole district. */
  kecamatan?: string[];
  village?: string[];
  /** Of a user of an SKPD: its key. */
  office?: string;
}

/** `rembuk user add`: somebody who may sign in. */
export function userCommand(): Command {
  const add = new Command('add')
    .description(
      'add somebody who may sign in; the password is read from the terminal or from standard input',
    )
    .argument('<email>', 'e-mail address')
    .option('--name <name>', 'name shown beside decisions (default: the address)')
    .addOption(new Option('--role <role>', 'what he may do').choices(roles).default('coordinator'))
    .option(
      '--kecamatan <codes...>',
      'limit to these kecamatan (codes such as 63.11.01); without it: the whole district',
    )
    .addOption(
      new Option('--village <codes...>', 'limit to these villages (codes such as 63.11.01.2003)').conflicts(
        'kecamatan',
      ),
    )
    .option(
      '--office <key>',
      'of a user with the role skpd: the office of data/authority.yaml that he belongs to',
    )
    .addHelpText(
      'after',
      '\nExample: echo "a long password" | rembuk user add ani@example.go.id --role staff',
    )
    .action(async (email: string, options: Options) => {
      const address = z.email().safeParse(email);
      if (!address.success) throw new Error(`"${email}" is not an e-mail address.`);
      const password = await readPassword();
      await withDatabase(async (_config, { regions }) => {
        const { name = email, role } = options;
        const scope = await scopeOf(options, regions);
        await addUser({ email: address.data, name, role, scope, password }, new Date()).catch(inWords);
        await recordCommand('user-added', { subject: address.data, details: { role } });
        process.stdout.write(`${address.data} may sign in as ${role}.\n`);
      });
    });
  return new Command('user').description('people who may sign in to the admin page').addCommand(add);
}

/** @throws ScopeError when a kecamatan, a village or the office is unknown */
async function scopeOf({ kecamatan, village, office }: Options, regions: Region[]): Promise<Scope> {
  if (office !== undefined) {
    const { offices } = await readAuthorityFile();
    return officeScope(
      office,
      offices.map(({ key }) => key),
    );
  }
  if (village) return villageScope(village, regions);
  const known = kecamatanOf(regions).map(({ code }) => code);
  return kecamatan ? kecamatanScope(kecamatan, known) : wholeDistrict;
}

/** A password that cannot be taken, told in words. */
function inWords(error: unknown): never {
  if (!(error instanceof PasswordError)) throw error;
  throw new Error(
    error.problem === 'password-short'
      ? `The password needs ${passwordLength} characters or more.`
      : 'The password is too easily guessed; a sentence of some rare words is hard to guess and easy to remember.',
  );
}

/** The first line of standard input; typed at a terminal it is not shown. */
async function readPassword(): Promise<string> {
  const { stdin, stderr } = process;
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: unseen, terminal: stdin.isTTY === true });
  if (stdin.isTTY) stderr.write('Password (not shown): ');
  const ended = once(lines, 'close').then(() => ['']);
  const [line = ''] = await Promise.race([once(lines, 'line'), ended]);
  lines.close();
  if (stdin.isTTY) stderr.write('\n');
  return String(line).trim();
}
