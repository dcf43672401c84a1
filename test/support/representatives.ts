import type { Participant } from '../../src/people/participant.model.ts';
import { addParticipants } from '../../src/people/participants.ts';
import { officeMorning } from './office.ts';

/** Some villages of Balangan, as the tests need them. */
export const villages = {
  juai: '63.11.01.2003',
  sirap: '63.11.01.2008',
  tabuan: '63.11.02.2004',
  baruh: '63.11.08.2004',
} as const;

const names = [
  'Ahmad Fauzi',
  'Siti Aminah',
  'Budi Santoso',
  'Rusmini',
  'Hamdani',
  'Norhayati',
  'Jumberi',
  'Masitah',
];

/**
 * Enters heads of RT, RT 01 first, each with a phone on the simulated network; the nth person's address there is
 * `<village's last four digits>-<n>`.
 */
export function enterHeads(village: string, count: number): Promise<Participant[]> {
  const seats = Array.from({ length: count }, (_, index) => ({
    name: `${names[index % names.length]} ${Math.floor(index / names.length) + 1}`,
    office: 'ketua-rt' as const,
    rt: String(index + 1).padStart(2, '0'),
    village,
    kecamatan: village.slice(0, 8),
    address: `simulator:${headAddress(village, index + 1)}`,
  }));
  return addParticipants(seats, officeMorning);
}

/** The network's address of the nth head of a village, from 1. */
export const headAddress = (village: string, n: number): string => `${village.slice(-4)}-${n}`;
