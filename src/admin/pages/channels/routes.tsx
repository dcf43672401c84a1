import { Router } from 'express';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import type { NamedStatus, Order } from '../../../channels/board.ts';
import { show } from '../../shell/page.tsx';
import { PageError } from '../../shell/page-error.ts';
import { done, type SignedInVisit, signedIn } from '../../shell/visit.ts';
import { ChannelsPage, CodePage, UnlinkPage } from './view.tsx';

const phoneForm = z.object({ phone: z.string().max(40) });

/** `/kanal`: the state of the channels, and linking WhatsApp's phone by QR or pairing code, or unlinking it. */
export function channelPages(): Router {
  const router = Router();
  router.get(
    '/kanal',
    signedIn('tend-channels', async (visit, _request, response) => {
      const { channelStatuses, limits } = visit.deps;
      const [channels, limited] = await Promise.all([channelStatuses(), limits.list()]);
      show(response, <ChannelsPage visit={visit} channels={channels} limited={limited.length} />);
    }),
  );
  router.get(
    '/kanal/whatsapp/kode',
    signedIn('tend-channels', async (visit, _request, response) => {
      await linkable(visit);
      show(response, <CodePage visit={visit} typed="" problems={{}} />);
    }),
  );
  router.post(
    '/kanal/whatsapp/kode',
    signedIn('tend-channels', async (visit, request, response) => {
      await linkable(visit);
      const typed = phoneForm.safeParse(request.body).data?.phone ?? '';
      const phone = parsePhoneNumberFromString(typed, 'ID');
      const problem = (key: string) =>
        show(response, <CodePage visit={visit} typed={typed} problems={{ phone: key }} />, 422);
      if (!phone?.isValid()) return problem('phone');
      const order: Order = { do: 'pairing-code', phone: phone.number.slice(1) };
      if ((await visit.deps.orderChannel('whatsapp', order)) === 'done')
        await done(request, response, '/kanal', 'channel-code');
      else problem('no-code');
    }),
  );
  router.post(
    '/kanal/whatsapp/qr',
    signedIn('tend-channels', async (visit, request, response) => {
      await obeyed(visit, { do: 'qr' });
      await done(request, response, '/kanal', 'channel-qr');
    }),
  );
  router.get(
    '/kanal/whatsapp/putus',
    signedIn('tend-channels', async (visit, _request, response) => {
      show(response, <UnlinkPage visit={visit} channel={await linkable(visit)} />);
    }),
  );
  router.post(
    '/kanal/whatsapp/putus',
    signedIn('tend-channels', async (visit, request, response) => {
      await obeyed(visit, { do: 'unlink' });
      await done(request, response, '/kanal', 'channel-unlinked');
    }),
  );
  return router;
}

/** WhatsApp's current status. @throws PageError 404 where there is none to link */
async function linkable(visit: SignedInVisit): Promise<NamedStatus> {
  const channels = await visit.deps.channelStatuses();
  const channel = channels.find((one) => one.name === 'whatsapp');
  if (!channel?.linkable) throw new PageError(404);
  return channel;
}

async function obeyed(visit: SignedInVisit, order: Order): Promise<void> {
  await linkable(visit);
  const outcome = await visit.deps.orderChannel('whatsapp', order);
  if (outcome !== 'done') throw new PageError(503);
}
