import type { Outgoing } from '../../channels/channel.ts';

/** One message of a sending, made ready: how to take it so that it is sent once, and how to write down what came of it. */
export interface Parcel {
  id: string;
  address: string;
  messages: Outgoing[];
  firstContact: boolean;
  /** Its recipient has asked for it himself: no cap holds it. */
  asked?: true;
  /** False when somebody else has taken it, or it may not be sent any more. */
  take(now: Date): Promise<boolean>;
  /** Nothing was delivered, that is certain: it waits for its next turn. */
  giveBack(): Promise<unknown>;
  sent(at: Date, messageId: string): Promise<unknown>;
  /** @param refusedAt when it was the network that refused it */
  failed(reason: string, refusedAt?: Date): Promise<unknown>;
  unknown(reason: string): Promise<unknown>;
}
