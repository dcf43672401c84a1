import type { Channel, ChannelName, ChannelStatus } from '../../channels/channel.ts';
import type { Engine } from '../../conversation/engine.ts';
import type { ContextProvider } from '../../talks/context-provider.ts';
import type { FlowLibrary } from '../../talks/flow-versions.ts';
import type { Texts } from '../../texts/texts.ts';
import type { SendLimits } from './send-limits.ts';

/** What sendings are previewed and followed with; the app has it, and the command line. */
export interface Desk {
  engine: Engine;
  texts: Texts;
  flows: FlowLibrary;
  contexts: ContextProvider;
  mediaDir: string;
  timeZone: string;
  sendLimits: SendLimits;
  /** The channels that the service has, wherever they run. */
  channels: Pick<Channel, 'name' | 'limits'>[];
  /** How they stand; empty where nobody has told. */
  statuses(): Promise<({ name: ChannelName } & ChannelStatus)[]>;
  now(): Date;
}
