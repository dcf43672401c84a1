import type { ChannelName } from '../../channels/channel.ts';
import type { Invitation } from '../../rembuk/invitation.model.ts';
import { nextInvitations } from '../../rembuk/invitations.ts';

/** Hands out a channel's queued invitations one by one, and fetches more before it runs dry. */
export interface Feed {
  next(): Promise<Invitation | null>;
  /** It was dealt with, in whatever way. */
  done(id: string): void;
}

const batch = 48;

/** Rows stay `queued` until they are taken, so what was handed out must not be fetched again meanwhile. */
export function createFeed(channel: ChannelName, broadcasts: string[]): Feed {
  const waiting: Invitation[] = [];
  const handedOut = new Set<string>();
  let fetching: Promise<void> | null = null;
  const fetchMore = async () => {
    const known = [...handedOut, ...waiting.map(({ _id }) => _id)];
    waiting.push(...(await nextInvitations(channel, broadcasts, batch, known)));
    fetching = null;
  };
  return {
    async next() {
      if (waiting.length < batch / 4) fetching ??= fetchMore();
      if (waiting.length === 0) await fetching;
      const row = waiting.shift() ?? null;
      if (row) handedOut.add(row._id);
      return row;
    },
    done: (id) => void handedOut.delete(id),
  };
}
