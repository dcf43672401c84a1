/** Shapes that the rest of the service sees of classification. Everything in this folder is pure. */

/** A macro issue as the classifier needs it: its words are training text too. */
export interface IssueText {
  key: string;
  name: string;
  description: string;
  keywords: string[];
}

/** The key that stands for "works on none of the issues". */
export const NONE = 'none';

export const exampleStyles = ['formal', 'chat', 'banjar', 'mixed'] as const;

/** One labelled proposal to learn from. `primary` is an issue's key or {@link NONE}. */
export interface Example {
  text: string;
  primary: string;
  secondary?: string | undefined;
  style: (typeof exampleStyles)[number];
  /** What is asked for, in a word or two; examples of one object stay on one side of a split. */
  object?: string | undefined;
}

/** What the classifier says of one text. */
export interface Classification {
  /** An issue's key, or {@link NONE}. */
  primary: string;
  /** The runner-up where it is likely enough to suggest; never more than a suggestion. */
  secondary: string | null;
  /** Calibrated probability of `primary`, 0 to 1. */
  confidence: number;
  /** Calibrated probability per class, summing to 1. */
  scores: Record<string, number>;
  /** The words of the text that spoke most for `primary`, strongest first; at most five. */
  because: string[];
  /** `file`: sure enough to stand by itself. `ask`: a person decides, the two likeliest are offered. */
  decision: 'file' | 'ask';
}

/** A trained classifier; made by `train`, cheap to call (well under a millisecond). */
export interface Classifier {
  /** Hash of all that it was trained on and of the pipeline's version; stored beside each label. */
  readonly version: string;
  classify(text: string): Classification;
}
