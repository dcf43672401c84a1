import type { Channel, ChannelName, ChannelStatus } from '../../channels/channel.ts';
import type { Engine } from '../../conversation/engine.ts';
import type { Texts } from '../../texts/texts.ts';
import type { FlowLibrary } from '../flows.ts';
import type { World } from '../world.ts';
import type { Caution } from './caution.ts';

/** What sendings are previewed and followed with; the app has it, and the command line. */
export interface Desk {
  engine: Engine;
  texts: Texts;
  flows: FlowLibrary;
  world: World;
  mediaDir: string;
  timeZone: string;
  caution: Caution;
  /** The channels that the service has, wherever they run. */
  channels: Pick<Channel, 'name' | 'limits'>[];
  /** How they stand; empty where nobody has told. */
  statuses(): Promise<({ name: ChannelName } & ChannelStatus)[]>;
  now(): Date;
}
