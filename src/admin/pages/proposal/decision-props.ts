import type { VNode } from 'preact';
import type { Refusal } from '../../../issues/refusals.ts';
import type { Proposal } from '../../../proposals/proposal.model.ts';
import type { Lookups } from '../../shell/lookups.ts';
import type { SignedInVisit } from '../../shell/visit.ts';

/** The content of the form: a draft, or what was typed when the form was refused. */
export interface DecisionDraft {
  outcome: string;
  reason: string;
  sentence: string;
  /** Code of the proposal it is joined with, key of the office it is handed on to, role of the question that is lacking. */
  merged: string;
  office: string;
  lacks: string;
}

export const sentenceLength = 500;

/** What the form is shown with. */
export interface FormProps {
  visit: SignedInVisit;
  lookups: Lookups;
  proposal: Proposal;
  action: string;
  draft: DecisionDraft;
  /** Codes and titles of proposals that it may be joined with; others may be typed. */
  likely: { code: string; title: string }[];
  /** The refusal that the proposal's own words speak for. */
  suggested: Refusal | null;
  /** What stands in it was typed before, and not saved. */
  restored: boolean;
  /** The button that confirms the likeliest issue. */
  acceptIssue: VNode;
  problems: Readonly<Record<string, string>>;
}

/** The form's id: the issue is named by buttons of the same form, so that what is typed into it goes along and is kept. */
export const decisionFormId = 'putusan';
