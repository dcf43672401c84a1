import type { ChannelName, Receipt } from '../../channels/channel.ts';
import { InvitationModel } from '../model/invitation.model.ts';
import { markReceipt } from '../model/invitations.ts';

/** A receipt came before its send was written down; the channel offers it again. */
class EarlyReceiptError extends Error {
  constructor() {
    super('The message of this receipt is still being written down.');
    this.name = 'EarlyReceiptError';
  }
}

/**
 * Writes down what the network says of a message. Receipts of replies are nobody's concern and are simply taken.
 * @throws EarlyReceiptError while an invitation to that address is in flight
 */
export async function takeReceipt(channel: ChannelName, receipt: Receipt): Promise<void> {
  const { messageId, status, at, address } = receipt;
  if (await markReceipt(channel, messageId, status, new Date(at))) return;
  if (!address) return;
  const inFlight = { address: `${channel}:${address}`, status: 'sending' as const };
  if (await InvitationModel.exists(inFlight)) throw new EarlyReceiptError();
}
