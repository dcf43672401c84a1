import type { Content } from '../../channels/channel.ts';
import type { Input } from '../../conversation/types.ts';

/** The Start button of somebody in a talk means "go on", never a yes; everything else is the engine's to read. */
export function toInput(content: Content): Input {
  if (content.kind === 'start' || content.kind === 'blocked') return { kind: 'text', text: '/mulai' };
  return content;
}
