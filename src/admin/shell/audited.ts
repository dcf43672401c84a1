import type { Request } from 'express';
import type { Act } from '../../audit/acts.ts';

/** What is recorded for an address: the act, and its subject. */
interface Audited {
  act: Act;
  subject?: (request: Request) => unknown;
}

const inPath = (request: Request) => request.params.id;
const field = (name: string) => (request: Request) => request.body?.[name];

/**
 * The act of each form, by its route path. Whoever adds a form adds it here or to the unaudited ones below; a test
 * checks that no form is missing.
 */
export const auditedForms: Record<string, Audited> = {
  '/usulan/:id/masalah': { act: 'issue-corrected', subject: inPath },
  '/usulan/:id/keputusan': { act: 'answer-drafted', subject: inPath },
  '/usulan/:id/tarik': { act: 'answer-taken-back', subject: inPath },
  '/usulan/:id/petugas': { act: 'proposal-assigned', subject: inPath },
  '/usulan/:id/catatan': { act: 'note-added', subject: inPath },
  '/usulan/bersama/jawab': { act: 'answer-drafted' },
  '/usulan/bersama/masalah': { act: 'issue-corrected' },
  '/usulan/bersama/tugas': { act: 'proposal-assigned' },
  '/usulan/:id/suara/:question': { act: 'voice-typed', subject: inPath },
  '/usulan/:id/suara/:question/urung': { act: 'voice-taken-back', subject: inPath },
  '/jawaban/kirim': { act: 'answers-released' },
  '/jawaban/tarik': { act: 'answer-recalled' },
  '/usulan/:id/tarik-lepas': { act: 'answer-recalled', subject: inPath },
  '/jawaban/telepon': { act: 'answer-told', subject: field('proposal') },
  '/desa/:id/kirim': { act: 'sheet-sent', subject: inPath },
  '/surat': { act: 'letter-written' },
  '/surat/:id/jawaban': { act: 'letter-answered', subject: inPath },
  '/peserta/konfirmasi': { act: 'participant-confirmed', subject: field('participant') },
  '/peserta/tolak': { act: 'participant-refused', subject: field('participant') },
  '/peserta/tarik': { act: 'proposal-withdrawn', subject: field('proposal') },
  '/peserta/orang/:id/chat': { act: 'participant-chat-decided', subject: inPath },
  '/peserta/orang/:id/tautan-baru': { act: 'links-renewed', subject: inPath },
  '/peserta/tautan-baru': {
    act: 'links-renewed',
    subject: ({ body }) => body?.village ?? body?.kecamatan,
  },
  '/peserta/impor/:id': { act: 'list-imported', subject: inPath },
  '/peserta/orang/:id': { act: 'participant-corrected', subject: inPath },
  '/peserta/orang/:id/ganti': { act: 'participant-replaced', subject: inPath },
  '/peserta/orang/:id/stop': { act: 'participant-stopped', subject: inPath },
  '/peserta/orang/:id/lanjut': { act: 'participant-resumed', subject: inPath },
  '/peserta/orang/:id/data/hapus': { act: 'data-erased', subject: inPath },
  '/tanya-jawab/:id/jawab': { act: 'question-answered', subject: inPath },
  '/tanya-jawab/:id/serahkan': { act: 'question-given', subject: inPath },
  '/tanya-jawab/:id/buka': { act: 'question-shared', subject: inPath },
  '/tanya-jawab/:id/selesai': { act: 'question-closed', subject: inPath },
  '/realisasi/impor/:id': { act: 'works-written', subject: inPath },
  '/realisasi/impor/:id/urung': { act: 'works-taken-back', subject: inPath },
  '/realisasi/cocok': { act: 'work-matched', subject: field('work') },
  '/realisasi/kode': { act: 'work-matched', subject: field('work') },
  '/realisasi/sampaikan': { act: 'works-told' },
  '/realisasi/lepas': { act: 'work-unmatched', subject: field('work') },
  '/data-skpd': { act: 'data-handed-in' },
  '/data-skpd/berkas': { act: 'data-handed-in' },
  '/data-skpd/konfirmasi': { act: 'data-confirmed' },
  '/data-skpd/tarik': { act: 'data-withdrawn', subject: field('datum') },
  '/data-skpd/hapus': { act: 'data-removed', subject: field('datum') },
  '/rembuk/baru': { act: 'round-opened', subject: field('year') },
  '/rembuk/:id/ubah': { act: 'round-changed', subject: inPath },
  '/rembuk/:id/surat': { act: 'round-changed', subject: inPath },
  '/rembuk/:id/surat/hapus': { act: 'round-changed', subject: inPath },
  '/rembuk/:id/tutup': { act: 'round-closed', subject: inPath },
  '/rembuk/:id/buka': { act: 'round-reopened', subject: inPath },
  '/rembuk/:id/undangan': { act: 'sending-planned', subject: inPath },
  '/rembuk/:id/undangan/:n/jeda': { act: 'sending-paused', subject: inPath },
  '/rembuk/:id/undangan/:n/lanjut': { act: 'sending-resumed', subject: inPath },
  '/rembuk/:id/undangan/:n/batal': { act: 'sending-cancelled', subject: inPath },
  '/rembuk/:id/undangan/tak-jelas/sampai': { act: 'invitations-marked', subject: inPath },
  '/rembuk/:id/undangan/tak-jelas/kirim': { act: 'sending-planned', subject: inPath },
  '/rembuk/:id/undangan/percobaan': { act: 'trial-sent', subject: inPath },
  '/rembuk/:id/undangan/percobaan/lepas': { act: 'own-chat-untied' },
  '/indikator/konfirmasi': { act: 'indicator-confirmed', subject: field('indicator') },
  '/tahapan/periksa/:id': { act: 'steps-entered', subject: inPath },
  '/tahapan/bobot': { act: 'ranking-set', subject: field('tier') },
  '/usulan/:id/rekomendasi': { act: 'recommendation-added', subject: inPath },
  '/indikator/tarik': { act: 'indicator-withdrawn', subject: field('indicator') },
  '/model/latih': { act: 'model-trained' },
  '/model/pakai': { act: 'model-put-in-force', subject: field('version') },
  '/model/lupakan': { act: 'correction-forgotten', subject: field('example') },
  '/model/kata': { act: 'word-added', subject: field('variant') },
  '/model/kata/hapus': { act: 'word-removed', subject: field('variant') },
  '/kanal/whatsapp/kode': { act: 'channel-linked' },
  '/kanal/whatsapp/qr': { act: 'channel-linked' },
  '/kanal/whatsapp/putus': { act: 'channel-unlinked' },
  '/kanal/batas': { act: 'limit-lifted', subject: field('sender') },
  // The queue only: ids of jobs do not belong on the trail.
  '/antrean/ulangi': { act: 'dead-letter-retried', subject: field('queue') },
  '/antrean/buang': { act: 'dead-letter-discarded', subject: field('queue') },
  '/pengguna': { act: 'user-added', subject: field('email') },
  '/pengguna/sandi': { act: 'user-password-reset', subject: field('email') },
  '/pengguna/dua-langkah': { act: 'second-factor-removed', subject: field('email') },
  '/pengguna/cabut': { act: 'user-removed', subject: field('email') },
  '/akun/sandi': { act: 'password-changed' },
  '/akun/dua-langkah': { act: 'second-factor-set' },
  '/akun/dua-langkah/lepas': { act: 'second-factor-removed' },
};

/** Forms that only preview another form, and the sign-in, which records itself. */
export const unauditedForms: readonly string[] = [
  // Of the own list only.
  '/usulan/saringan',
  '/tampilan',
  '/bahasa',
  // Nothing of it is kept.
  '/simulator',
  '/simulator/berkas',
  '/usulan/saringan/hapus',
  '/jawaban/periksa',
  // Kept for a day, and recorded once it is confirmed.
  '/tahapan',
  '/tahapan/berkas',
  '/peserta/impor',
  '/realisasi/impor',
  '/rembuk/:id/undangan/tak-jelas/ulang',
  '/masuk',
  '/masuk/kode',
  '/keluar',
];

/** Files and pages with personal or exported data; each request is recorded before it is sent. */
export const auditedDownloads: Record<string, Audited> = {
  '/rembuk/:id/sunyi/telepon.xlsx': { act: 'call-list-downloaded', subject: inPath },
  '/rembuk/:id/sunyi/telepon.pdf': { act: 'call-list-downloaded', subject: inPath },
  '/rembuk/:id/berita-acara.pdf': { act: 'export-downloaded', subject: inPath },
  '/peserta/tautan.pdf': { act: 'links-downloaded', subject: ({ query }) => query.desa ?? query.kecamatan },
  '/peserta/tautan.xlsx': { act: 'links-downloaded', subject: ({ query }) => query.desa ?? query.kecamatan },
  '/peserta/orang/:id/data': { act: 'data-shown', subject: inPath },
  '/peserta/impor/:id/catatan.xlsx': { act: 'export-downloaded', subject: inPath },
  '/realisasi/impor/:id/catatan.xlsx': { act: 'export-downloaded', subject: inPath },
  '/kesepakatan.xlsx': { act: 'export-downloaded' },
  '/surat/:id/surat.pdf': { act: 'export-downloaded', subject: inPath },
  '/usulan/daftar.xlsx': { act: 'export-downloaded', subject: ({ query }) => query.rembuk },
};
