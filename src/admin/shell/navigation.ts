import { may, type Right } from '../../users/rights.ts';

/** An entry of the main menu. */
export interface MenuItem {
  /** Address of the page; pages below it belong to it too. */
  path: string;
  /** Its name is the locale's `admin.nav.<key>`. */
  key: string;
  /** Shown to those who hold it. */
  right: Right;
  /** Not of every day: on a wide screen it is folded away where somebody has many. */
  minor?: true;
}

/** So many stand side by side on a small desk screen (1280 pixels), beside brand and user. */
export const itemsInRow = 6;

/** The main menu in its order: daily work first, what an admin keeps last. A new page adds its line here. */
export const menuItems: readonly MenuItem[] = [
  { path: '/', key: 'home', right: 'read' },
  { path: '/usulan', key: 'proposals', right: 'read' },
  { path: '/jawaban', key: 'answers', right: 'review' },
  { path: '/peta', key: 'map', right: 'read' },
  { path: '/rembuk', key: 'rounds', right: 'read' },
  { path: '/peserta', key: 'participants', right: 'tend-participants' },
  { path: '/tanya-jawab', key: 'threads', right: 'answer-questions', minor: true },
  { path: '/realisasi', key: 'works', right: 'read', minor: true },
  { path: '/desa', key: 'villages', right: 'read', minor: true },
  { path: '/surat', key: 'letters', right: 'read', minor: true },
  { path: '/data-skpd', key: 'skpd-data', right: 'hand-in-data', minor: true },
  { path: '/tahapan', key: 'tiers', right: 'enter-steps', minor: true },
  { path: '/model', key: 'model', right: 'train', minor: true },
  { path: '/kesepakatan', key: 'agreement', right: 'review', minor: true },
  { path: '/simulator', key: 'play', right: 'read', minor: true },
  { path: '/indikator', key: 'indicators', right: 'keep', minor: true },
  { path: '/kanal', key: 'channels', right: 'tend-channels', minor: true },
  { path: '/antrean', key: 'queues', right: 'keep', minor: true },
  { path: '/pengguna', key: 'users', right: 'keep', minor: true },
  { path: '/jejak', key: 'audit', right: 'keep', minor: true },
];

/** Where somebody begins: Beranda, or the first page that is theirs. */
export const firstPlace = (user: Parameters<typeof may>[0]): string =>
  menuItems.find(({ right }) => may(user, right))?.path ?? '/akun';

/** Whether a page of this address belongs to a place, so that the menu shows where one is. */
export function isWithin(place: string, path: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
