import { roomMb } from '../files.ts';
import type { Finding } from './doctor-finding.ts';

/** Below this the database is about to stop, and WhatsApp is not opened; see `channels/whatsapp/room.ts`. In MB. */
const tooLittleMb = 300;
/** A season's photos and the database of a district need about as much. In MB. */
const littleMb = 2_000;

/** @param dataDir the folder of the service's own data; there may be none yet */
export async function examineDisk(dataDir: string): Promise<Finding> {
  const free = await roomMb(dataDir).catch(() => null);
  return free === null
    ? { what: 'disk', state: 'note', found: `cannot be looked at: there is no ${dataDir} yet` }
    : judgeRoom(free);
}

/** @param freeMb in MB of 1,000,000 bytes */
export function judgeRoom(freeMb: number): Finding {
  const found = `${freeMb < 10_000 ? `${Math.floor(freeMb)} MB` : `${Math.floor(freeMb / 1000)} GB`} free`;
  if (freeMb >= littleMb) return { what: 'disk', state: 'ok', found };
  return {
    what: 'disk',
    state: freeMb < tooLittleMb ? 'bad' : 'note',
    found,
    advice: 'Make room: a full disk stops the database, and can destroy the link of WhatsApp to its phone.',
  };
}
