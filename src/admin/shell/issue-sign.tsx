import { NONE } from '../../classification/types.ts';
import type { Lookups } from './lookups.ts';

/** A shape for each issue, by its place in the district's list, so that no issue is told by its colour alone. */
const shapes = [
  <circle key="circle" cx="8" cy="8" r="6.5" />,
  <path key="triangle" d="M8 1.5 15 14H1z" />,
  <rect key="square" x="2" y="2" width="12" height="12" rx="1.5" />,
  <path key="diamond" d="M8 .8 15.2 8 8 15.2.8 8z" />,
  <path key="hexagon" d="M4.4 1.8h7.2L15.2 8l-3.6 6.2H4.4L.8 8z" />,
];
const none = <path d="M2 6.6h12v2.8H2z" />;
const unfiled = <path d="M5 5.4a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1-1.4 2M8 13v.4" class="stroke" />;

/** The sign of an issue beside its name; null is what nobody has filed yet. */
export function IssueSign({ lookups, issue }: { lookups: Lookups; issue: string | null }) {
  const place = lookups.issues.findIndex((one) => one._id === issue) % shapes.length;
  const shape = issue === null ? unfiled : issue === NONE || place < 0 ? none : shapes[place];
  return (
    <svg class={`sign issue-${place < 0 ? 'none' : place + 1}`} viewBox="0 0 16 16" aria-hidden="true">
      {shape}
    </svg>
  );
}
