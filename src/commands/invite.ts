import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { configuredChannels } from '../app/configured-channels.ts';
import { recordCommand } from '../audit/audit.ts';
import { readBoard } from '../channels/board.ts';
import { createEngine } from '../conversation/engine.ts';
import { loadFlows } from '../conversation/files.ts';
import { loadKeptFlow } from '../conversation/load-flow.ts';
import { silentLog } from '../log.ts';
import { openRedis } from '../messaging/queues/redis.ts';
import { type Broadcast, type RetryScope, retryScopes } from '../outreach/model/broadcast.model.ts';
import { broadcast, listBroadcasts, planBroadcast, runningBroadcast } from '../outreach/model/broadcasts.ts';
import { countInvitations } from '../outreach/model/invitations.ts';
import type { Desk } from '../outreach/planning/planner.ts';
import { type Preview, previewInvitations, retryBlockers } from '../outreach/planning/preview.ts';
import { whatsappSendLimits } from '../outreach/planning/send-limits.ts';
import type { Round } from '../rounds/round.model.ts';
import { currentRound } from '../rounds/rounds.ts';
import { createContextProvider } from '../talks/context-provider.ts';
import { openFlows } from '../talks/flow-versions.ts';
import { loadTexts } from '../texts/load.ts';
import { withDatabase } from './services.ts';

const by = 'command line';
const acts = { pause: 'sending-paused', resume: 'sending-resumed', cancel: 'sending-cancelled' } as const;
const say = (line: string) => {
  process.stdout.write(`${line}\n`);
};

/** `rembuk invite preview|send|pause|resume|cancel|status`: invitations to the open round. */
export function inviteCommand(): Command {
  const preview = new Command('preview')
    .description('say what a sending would do: how many, by which channel, who is left out, when it ends')
    .option('--at <time>', 'begin then, such as 2026-12-01T09:00+08:00', instant)
    .action(({ at }: { at?: Date }) =>
      atDesk(async (desk, round) => print(await previewInvitations(round, at ? { at } : {}, desk), desk)),
    );
  const send = new Command('send')
    .description('send the invitations, now or at a time; the running service sends them')
    .option('--at <time>', 'begin then, such as 2026-12-01T09:00+08:00', instant)
    .addOption(
      new Option('--retry <scope>', 'instead try again what is unknown, what failed, or all of both').choices(
        retryScopes,
      ),
    )
    .addHelpText(
      'after',
      '\nNobody is invited twice: who has an invitation is left out. Run `preview` first.',
    )
    .action((options: { at?: Date; retry?: RetryScope }) =>
      atDesk((desk, round) => plan(desk, round, options)),
    );
  const change = (name: 'pause' | 'resume' | 'cancel', description: string) =>
    new Command(name).description(description).action(() =>
      withDatabase(async () => {
        const running = await runningBroadcast((await openRound())._id);
        if (!running) throw new Error('No invitations are being sent.');
        if (!(await broadcast[name](running._id, by, new Date())))
          throw new Error(`This sending is ${running.state}; it cannot be changed that way.`);
        await recordCommand(acts[name], { subject: running._id });
        say(`Sending ${running._id}: ${name === 'cancel' ? 'cancelled' : `${name}d`}.`);
      }),
    );
  const status = new Command('status')
    .description('say how far the invitations are')
    .action(() => withDatabase(async () => printStatus(await openRound())));
  return new Command('invite')
    .description('invitations to the open round')
    .addCommand(preview)
    .addCommand(send)
    .addCommand(change('pause', 'hold the sending; what is on its way still arrives'))
    .addCommand(change('resume', 'go on with a paused sending'))
    .addCommand(change('cancel', 'end the sending for good; who was not reached can be invited by another'))
    .addCommand(status);
}

function instant(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('must be a time such as 2026-12-01T09:00+08:00.');
  return at;
}

async function openRound(): Promise<Round> {
  const round = await currentRound();
  if (!round) throw new Error('No round is open. Try: rembuk round open 2026');
  return round;
}

async function atDesk(work: (desk: Desk, round: Round) => Promise<void>): Promise<void> {
  await withDatabase(async (config, { district, regions }, backends) => {
    const texts = loadTexts();
    const now = () => new Date();
    const redis = openRedis(backends.redisUrl, silentLog);
    const { all: channels } = configuredChannels(config, texts, redis, backends.name, silentLog);
    const names = channels.map(({ name }) => name);
    const desk: Desk = {
      engine: createEngine(texts),
      texts,
      flows: await openFlows(loadFlows(texts), (source) => loadKeptFlow(source, texts), now()),
      contexts: createContextProvider({
        agency: config.AGENCY_NAME,
        district,
        timeZone: config.TZ,
        regions,
        texts,
        now,
      }),
      mediaDir: join(config.DATA_DIR, 'media'),
      timeZone: config.TZ,
      sendLimits: whatsappSendLimits,
      channels,
      statuses: () => readBoard(names, redis, backends.name),
      now,
    };
    await work(desk, await openRound()).finally(() => redis.disconnect());
  });
}

async function plan(
  desk: Desk,
  round: Round,
  { at, retry }: { at?: Date; retry?: RetryScope },
): Promise<void> {
  if (retry) {
    const blockers = await retryBlockers(round, desk);
    for (const { key, params } of blockers)
      say(`Forbidden: ${desk.texts.t('en', `invitation.blocker.${key}`, params)}`);
    if (blockers.length > 0) throw new Error('Nothing was sent: see what forbids it.');
  } else {
    const preview = await previewInvitations(round, at ? { at } : {}, desk);
    print(preview, desk);
    if (preview.blockers.length > 0) throw new Error('Nothing was sent: see what forbids it.');
  }
  const planned = await planBroadcast(
    round,
    { ...(at ? { at } : {}), ...(retry ? { retry } : {}) },
    by,
    desk.now(),
  );
  await recordCommand('sending-planned', { subject: planned._id });
  say(
    `\nSending ${planned._id} is planned; the running service (rembuk start) sends it. See: rembuk invite status`,
  );
}

function print(preview: Preview, { texts, timeZone }: Desk): void {
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  say(`${preview.audience} people of the audience, ${preview.recipients} would be invited`);
  for (const { channel, count, firstContacts, endsAt } of preview.byChannel)
    say(`  ${channel}: ${count} (${firstContacts} have never written), until ${time.format(endsAt)}`);
  for (const [reason, count] of Object.entries(preview.leftOut))
    if (count > 0) say(`  left out, ${reason}: ${count}`);
  say(`from ${time.format(preview.startsAt)} to ${time.format(preview.endsAt)} (${timeZone})`);
  for (const { channel, locale, text, letter } of preview.samples)
    say(`\n--- ${channel}, ${locale}${letter ? `, with ${letter}` : ''}\n${text}`);
  for (const { key, params } of preview.warnings)
    say(`\nWarning: ${texts.t('en', `invitation.warning.${key}`, params)}`);
  for (const { key, params } of preview.blockers)
    say(`\nForbidden: ${texts.t('en', `invitation.blocker.${key}`, params)}`);
}

async function printStatus(round: Round): Promise<void> {
  const counts = await countInvitations(round._id);
  say(`Rembuk ${round.year}`);
  for (const [status, count] of Object.entries(counts)) say(`  ${status.padEnd(12)}${count}`);
  for (const one of (await listBroadcasts(round._id)).slice(0, 5))
    say(`sending ${one._id}: ${one.state}${holdsOf(one)}`);
}

function holdsOf({ holds = {} }: Broadcast): string {
  return Object.entries(holds)
    .map(
      ([channel, hold]) =>
        `; ${channel} waits (${hold.why}${hold.until ? ` until ${hold.until.toISOString()}` : ''})`,
    )
    .join('');
}
