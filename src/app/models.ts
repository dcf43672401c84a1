import { EndedSessionModel, SessionModel } from '../admin/shell/session.model.ts';
import { AuditModel } from '../audit/audit.model.ts';
import { WhatsAppPersonModel } from '../channels/whatsapp/person.model.ts';
import { IndicatorModel } from '../issues/indicator.model.ts';
import { IssueModel } from '../issues/issue.model.ts';
import { LetterModel } from '../letters/letter.model.ts';
import { SentSheetModel } from '../letters/sheets/sheet.model.ts';
import { RetentionModel } from '../messaging/privacy/retention.model.ts';
import { BroadcastModel } from '../outreach/model/broadcast.model.ts';
import { InvitationModel } from '../outreach/model/invitation.model.ts';
import { NoticeModel } from '../outreach/model/notice.model.ts';
import { ReminderModel } from '../outreach/model/reminder.model.ts';
import { TrialModel } from '../outreach/model/trial.model.ts';
import { ImportModel } from '../people/import/import.model.ts';
import { ParticipantModel } from '../people/participant.model.ts';
import { SuppressedModel } from '../people/suppressed.model.ts';
import { LookupMissesModel } from '../proposals/lookup-misses.model.ts';
import { OpeningModel } from '../proposals/opening.model.ts';
import { ProposalModel } from '../proposals/proposal.model.ts';
import { SeatUsageModel } from '../proposals/seat-usage.model.ts';
import { RegionModel } from '../regions/region.model.ts';
import { RoundModel } from '../rounds/round.model.ts';
import { SkpdDatumModel } from '../skpd-data/datum.model.ts';
import { CounterModel } from '../storage/counter.model.ts';
import { MigrationModel } from '../storage/migration.model.ts';
import type { IndexedModel } from '../storage/mongodb.ts';
import { PseudonymKeyModel } from '../storage/pseudonym.model.ts';
import { ConversationModel } from '../talks/conversation.model.ts';
import { FlowModel } from '../talks/flow.model.ts';
import { MessageModel } from '../talks/message.model.ts';
import { ThreadModel } from '../threads/thread.model.ts';
import { EntryModel } from '../tiers/entry.model.ts';
import { RankingModel } from '../tiers/ranking.model.ts';
import { ExampleModel } from '../training/example.model.ts';
import { ModelVersionModel } from '../training/model-version.model.ts';
import { SpellingVariantModel } from '../training/spelling-variant.model.ts';
import { SignInTriesModel } from '../users/sign-in-guard.model.ts';
import { UserModel } from '../users/user.model.ts';
import { VoiceModel } from '../voices/voice.model.ts';
import { WorkModel } from '../works/work.model.ts';
import { WorkListModel } from '../works/work-list.model.ts';

/** Every collection of the service; a test holds it complete, for a model that is missing here would have no indexes. */
export const models: readonly IndexedModel[] = [
  RegionModel,
  IssueModel,
  IndicatorModel,
  RoundModel,
  ParticipantModel,
  AuditModel,
  BroadcastModel,
  InvitationModel,
  ImportModel,
  ReminderModel,
  NoticeModel,
  TrialModel,
  ConversationModel,
  MessageModel,
  FlowModel,
  ProposalModel,
  RankingModel,
  EntryModel,
  OpeningModel,
  ThreadModel,
  LetterModel,
  SkpdDatumModel,
  SentSheetModel,
  VoiceModel,
  WorkModel,
  WorkListModel,
  LookupMissesModel,
  SeatUsageModel,
  CounterModel,
  MigrationModel,
  PseudonymKeyModel,
  ExampleModel,
  SpellingVariantModel,
  ModelVersionModel,
  UserModel,
  SignInTriesModel,
  SessionModel,
  EndedSessionModel,
  SuppressedModel,
  WhatsAppPersonModel,
  RetentionModel,
];
