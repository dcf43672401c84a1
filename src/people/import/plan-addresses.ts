import { covers, type Scope } from '../../users/scope.ts';
import type { Participant } from '../participant.model.ts';
import { phoneOfAddress, whatsappAddress } from '../phone.ts';
import type { Directory, Member } from './directory.ts';
import { type Finding, finding } from './finding.ts';

/**
 * Gives every phone's WhatsApp address to one person, after all rows are laid over. It stays with whom it is tied
 * to; else the one who was entered first gets it. Whoever shares the phone is told, for they need another way
 * (their Telegram link, or a phone of their own). A phone that said STOP stays stopped for whoever it is entered for now.
 */
export function settleAddresses(directory: Directory, scope: Scope): Finding[] {
  for (const member of directory.members) letGoOfOldPhone(member, directory);
  const phones = new Set(
    directory.members
      .filter((m) => m.line !== null || m.after.leftAt !== m.before?.leftAt)
      .map((m) => m.after.phone),
  );
  return [...phones].flatMap((phone) => (phone ? settlePhone(phone, directory, scope) : []));
}

/** Their address goes with their number, when the row gave them another. */
function letGoOfOldPhone(member: Member, directory: Directory): void {
  const { before, after } = member;
  if (!before?.phone || before.phone === after.phone) return;
  const old = whatsappAddress(before.phone);
  if (!after.addresses?.includes(old)) return;
  setAddresses(
    member,
    after.addresses.filter((address) => address !== old),
    directory,
  );
  const next = directory.ofPhone(before.phone).find((other) => other !== member && isPresent(other.after));
  if (next) setAddresses(next, [...(next.after.addresses ?? []), old], directory);
}

function settlePhone(phone: string, directory: Directory, scope: Scope): Finding[] {
  const address = whatsappAddress(phone);
  const all = directory.ofPhone(phone);
  const sharers = all.filter((member) => isPresent(member.after) && member.after.phone === phone);
  const owner =
    all.find((member) => isPresent(member.after) && member.after.addresses?.includes(address)) ?? sharers[0];
  if (!owner) return [];
  for (const former of all) {
    if (former === owner || !former.after.addresses?.includes(address)) continue;
    setAddresses(
      former,
      former.after.addresses.filter((one) => one !== address),
      directory,
    );
  }
  if (!owner.after.addresses?.includes(address))
    setAddresses(owner, [...(owner.after.addresses ?? []), address], directory);
  return sharers.flatMap((member) => [
    ...share(member, owner, scope),
    ...keepStopped(member, all, directory),
  ]);
}

function share(member: Member, owner: Member, scope: Scope): Finding[] {
  if (member === owner || member.line === null) return [];
  const about = { column: 'phone', broken: false } as const;
  // Who lives outside the reader's scope is not named to them.
  return covers(scope, owner.after)
    ? [finding(member.line, 'phone-shared', { ...about, params: { owner: owner.after.name } })]
    : [finding(member.line, 'phone-shared-elsewhere', about)];
}

function keepStopped(member: Member, all: Member[], directory: Directory): Finding[] {
  const stop = all.find((other) => other.after.optedOutAt)?.after.optedOutAt;
  if (!stop || member.line === null) return [];
  if (!member.after.optedOutAt) directory.change(member, { optedOutAt: stop });
  return [
    finding(member.line, 'opted-out', {
      column: 'phone',
      broken: false,
      params: { name: member.after.name },
    }),
  ];
}

const isPresent = (person: Participant) => !person.leftAt;

/** An empty list would stand in the unique index, so there is none instead. */
function setAddresses(member: Member, addresses: string[], directory: Directory): void {
  const kept = member.after.unreachable.filter(
    (entry) => addresses.includes(entry.address) || !phoneOfAddress(entry.address),
  );
  if (addresses.length > 0) directory.change(member, { addresses, unreachable: kept });
  else directory.change(member, { unreachable: kept }, ['addresses']);
}
