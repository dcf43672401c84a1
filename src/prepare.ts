import { AuditModel } from './audit/audit.model.ts';
import { readExamples } from './classification/examples.ts';
import type { Config } from './config.ts';
import { IndicatorModel } from './issues/indicator.model.ts';
import { IssueModel } from './issues/issue.model.ts';
import { loadIndicators, loadIssues } from './issues/issues.ts';
import { readIssuesFile } from './issues/issues-file.ts';
import { ConversationModel } from './messaging/conversation.model.ts';
import { FlowModel } from './messaging/flow.model.ts';
import { MessageModel } from './messaging/message.model.ts';
import { RetentionModel } from './messaging/privacy/retention.model.ts';
import { SuppressedModel } from './messaging/privacy/suppressed.model.ts';
import { WhatsAppPersonModel } from './messaging/whatsapp-person.model.ts';
import { LookupMissesModel } from './proposals/lookup-misses.model.ts';
import { admitConfirmed, setPendingApart } from './proposals/pending.ts';
import { ProposalModel } from './proposals/proposal.model.ts';
import { fillInSupport } from './proposals/support.ts';
import { type District, readDistrict } from './regions/district-file.ts';
import { type Region, RegionModel } from './regions/region.model.ts';
import { listRegions, loadRegions } from './regions/regions.ts';
import { BroadcastModel } from './rembuk/broadcast.model.ts';
import { ImportModel } from './rembuk/import/import.model.ts';
import { InvitationModel } from './rembuk/invitation.model.ts';
import { ParticipantModel } from './rembuk/participant.model.ts';
import { RembukModel } from './rembuk/rembuk.model.ts';
import { ReminderModel } from './rembuk/reminder.model.ts';
import { fillInUsedLinks } from './rembuk/ties.ts';
import { TrialModel } from './rembuk/trial.model.ts';
import { CounterModel } from './storage/counter.model.ts';
import { ensureIndexes } from './storage/mongodb.ts';
import { PseudonymKeyModel } from './storage/pseudonym.model.ts';
import { ExampleModel } from './training/example.model.ts';
import { loadExamples } from './training/examples.ts';
import { LexiconWayModel } from './training/lexicon-way.model.ts';
import { ModelVersionModel } from './training/model-version.model.ts';
import { SignInTriesModel } from './users/sign-in-guard.model.ts';
import { UserModel } from './users/user.model.ts';
import { ensureFirstAdmin, fillInScopes, PasswordError } from './users/users.ts';

/** Every collection of the house; a model that is missing here would have no indexes. */
const models = [
  RegionModel,
  IssueModel,
  IndicatorModel,
  RembukModel,
  ParticipantModel,
  AuditModel,
  BroadcastModel,
  InvitationModel,
  ImportModel,
  ReminderModel,
  TrialModel,
  ConversationModel,
  MessageModel,
  FlowModel,
  ProposalModel,
  LookupMissesModel,
  CounterModel,
  PseudonymKeyModel,
  ExampleModel,
  LexiconWayModel,
  ModelVersionModel,
  UserModel,
  SignInTriesModel,
  SuppressedModel,
  WhatsAppPersonModel,
  RetentionModel,
];

/** What a district brings along. */
export interface Prepared {
  district: District;
  regions: Region[];
}

/**
 * Makes the connected database ready: indexes, the district's villages and indicators, issues, examples, the
 * first admin. Quick and harmless when all is there already.
 */
export async function prepareDatabase(config: Config, now: Date): Promise<Prepared> {
  await ensureIndexes(models);
  await fillInSupport();
  await fillInUsedLinks(now);
  await setPendingApart();
  await admitConfirmed();
  await fillInScopes();
  const { district, villages, indicators } = await readDistrict(config.DISTRICT_CODE);
  await Promise.all([
    loadRegions(district.code, villages),
    loadIndicators(indicators),
    loadIssues(await readIssuesFile()),
    loadExamples(await readExamples(), now),
  ]);
  if (config.ADMIN_EMAIL && config.ADMIN_PASSWORD)
    await ensureFirstAdmin(config.ADMIN_EMAIL, config.ADMIN_PASSWORD, now).catch((error: unknown) => {
      if (!(error instanceof PasswordError)) throw error;
      throw new Error('ADMIN_PASSWORD is too easily guessed; take a sentence of some rare words.');
    });
  return { district, regions: await listRegions(district.code) };
}
