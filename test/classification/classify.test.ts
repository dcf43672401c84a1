import { beforeAll, describe, expect, it } from 'vitest';
import { readExamples } from '../../src/classification/examples.ts';
import { loadLexicon } from '../../src/classification/lexicon.ts';
import { train } from '../../src/classification/train.ts';
import type { Classification, Classifier } from '../../src/classification/types.ts';
import { loadIssueTexts } from '../../src/issues/issues-file.ts';
import { processorMs } from '../support/processor-time.ts';

let classifier: Classifier;
beforeAll(async () => {
  classifier = train(await readExamples(), await loadIssueTexts(), await loadLexicon());
});

const sum = (said: Classification) => Object.values(said.scores).reduce((a, b) => a + b, 0);

describe("the codebook's examples", () => {
  it.each([
    ['Perbaikan jalan menuju kebun karet 800 m', 'pertumbuhan-ekonomi', 'ketimpangan'],
    ['Pelatihan menjahit untuk ibu rumah tangga miskin', 'pengangguran', 'kemiskinan'],
    ['Sumur bor untuk 30 KK yang belum punya air bersih', 'kemiskinan', null],
    ['Jembatan gantung yang putus, anak sekolah memutar 5 km', 'ketimpangan', 'ipm'],
    ['Makanan tambahan balita stunting', 'ipm', 'kemiskinan'],
    ['Bantuan modal untuk warung yang sudah berjalan', 'pertumbuhan-ekonomi', null],
    ['Rehab mushola RT 03', 'none', null],
  ])('%s: %s, beside it %s', (text, primary, secondary) => {
    expect(classifier.classify(text)).toMatchObject({ primary, secondary, decision: 'file' });
  });
});

describe('what stands around a request', () => {
  it.each([
    ['a greeting', 'Assalamualaikum wr wb. Selamat pagi pak, mohon maaf mengganggu. ', ''],
    ['a greeting without a stop', 'halo min selamat sore ', ''],
    ['a Banjar greeting', 'Assalamualaikum pak ai, maap manggaduh. ', ''],
    ['an English one', 'Good morning sir, sorry to bother you. ', ''],
    ['background before', 'Kampung kami kebanyakan petani karet dan nelayan. ', ''],
    ['background after', '', '. Di kampung kami sudah ada masjid dan sekolah.'],
    ['a closing', '', '. Demikian usulan kami, atas perhatian bapak kami ucapkan terima kasih.'],
    ['a landmark', '', ' dekat masjid dan balai desa'],
    ['a place by name', '', ' di Padukuhan Taman Sari RT 03'],
  ])('%s does not decide', (_what, before, after) => {
    for (const [text, primary] of [
      ['Minta sumur bor untuk 30 KK', 'kemiskinan'],
      ['Perbaikan jalan berlubang', 'ketimpangan'],
      ['Bantuan bibit karet kelompok tani', 'pertumbuhan-ekonomi'],
      ['Rehab mushola', 'none'],
    ])
      expect(classifier.classify(`${before}${text}${after}`), text).toMatchObject({
        primary,
        decision: 'file',
      });
  });

  it.each(['Assalamualaikum wr wb, selamat pagi pak', 'halo min', 'Terima kasih banyak pak'])(
    'a courtesy alone works on no issue: %s',
    (text) => expect(classifier.classify(text).primary).toBe('none'),
  );

  it.each([
    ['Rehab masjid', 'none'],
    ['Paving halaman depan masjid', 'none'],
    ['Perbaikan depan posyandu', 'ipm'],
    ['Pembangunan taman bacaan', 'ipm'],
  ])('a place that is itself asked for stays: %s', (text, issue) => {
    expect(classifier.classify(text).primary).toBe(issue);
  });

  it('is less sure where two sentences ask for different things', () => {
    const [one, other] = ['Minta bibit karet.', 'Minta tambahan ruang kelas SD.'];
    const { confidence, decision } = classifier.classify(`${one} ${other}`);
    expect(decision).toBe('ask');
    for (const text of [one, other]) expect(classifier.classify(text).confidence).toBeGreaterThan(confidence);
  });

  it('counts a sentence that surely asks beside one that works on no issue', () => {
    const said = classifier.classify('Pembangunan menara dan pagar masjid. Pembangunan sumur bor.');
    expect(said.primary).toBe('kemiskinan');
    expect(said.confidence).toBeLessThan(0.95);
  });

  it('asks where a text breaks off before what decides', () => {
    expect(classifier.classify('Pengadaan seragam untuk').decision).toBe('ask');
  });
});

describe('settled cases', () => {
  it.each([
    ['Pelatihan untuk warga yang belum bekerja', 'pengangguran'],
    ['Pelatihan bagi pemuda', 'pengangguran'],
    ['Pelatihan kerajinan PKK', 'pengangguran'],
    ['Pelatihan untuk kelompok tani', 'pertumbuhan-ekonomi'],
    ['Pelatihan budidaya bagi kelompok nelayan', 'pertumbuhan-ekonomi'],
    ['Pelatihan pemasaran bagi UMKM', 'pertumbuhan-ekonomi'],
    ['Pelatihan pemandu wisata pokdarwis', 'pertumbuhan-ekonomi'],
    ['Bantuan alat untuk UMKM yang sudah ada', 'pertumbuhan-ekonomi'],
    ['Bantuan alat untuk mulai usaha bagi pemuda', 'pengangguran'],
    ['Bantuan KUBE untuk warga miskin', 'kemiskinan'],
    ['Pembangunan SPAL', 'ketimpangan'],
    ['IPAL komunal', 'ketimpangan'],
    ['Pengadaan TPS', 'ketimpangan'],
    ['Bank sampah RT', 'ketimpangan'],
    ['Sumur resapan', 'ketimpangan'],
    ['Embung lingkungan permukiman', 'ketimpangan'],
    ['Jamban keluarga', 'kemiskinan'],
    ['Septic tank rumah warga', 'kemiskinan'],
    ['Sumur bor rumah tangga', 'kemiskinan'],
    ['Jalan yang dilalui petani dan warga', 'ketimpangan'],
    ['Pembangunan JUT', 'pertumbuhan-ekonomi'],
    ['Jalan usaha tani', 'pertumbuhan-ekonomi'],
    ['Jalan kebun', 'pertumbuhan-ekonomi'],
    ['Penyusunan RPJMDes', 'none'],
    ['Profil desa', 'none'],
    ['Papan monografi', 'none'],
    ['Operasional PKK', 'none'],
    ['Operasional karang taruna', 'none'],
    ['Honor RT', 'none'],
    ['Insentif perangkat desa', 'none'],
    ['Alat musik dan kesenian', 'none'],
    ['Taman dan pot bunga', 'none'],
    ['Pergola', 'none'],
    ['Balai desa', 'none'],
    ['Gedung serbaguna', 'none'],
    ['Simulasi bencana', 'none'],
    ['Kapan musrenbang dilaksanakan?', 'none'],
  ])('%s: %s', (text, issue) => {
    expect(classifier.classify(text).primary).toBe(issue);
  });

  it.each(['Seragam sekolah untuk siswa miskin', 'Bansos bagi anak sekolah keluarga tidak mampu'])(
    'bansos or uniforms for poor pupils: kemiskinan, beside it ipm: %s',
    (text) => {
      expect(classifier.classify(text)).toMatchObject({ primary: 'kemiskinan', secondary: 'ipm' });
    },
  );

  it.each([
    ['Kegiatan Pokja IV PKK memeriksa kesehatan balita', 'ipm'],
    ['Penyuluhan gizi oleh kader PKK', 'ipm'],
    ['Operasional Pokja PKK', 'none'],
    ['Pembangunan bangket', 'ketimpangan'],
    ['Corblok gang', 'ketimpangan'],
    ['Bronjong kali', 'ketimpangan'],
    ['IPAH untuk rumah warga', 'kemiskinan'],
    ['Ruang belajar MDT', 'ipm'],
  ])('organisations by what they do, and words of other regions: %s: %s', (text, issue) => {
    expect(classifier.classify(text).primary).toBe(issue);
  });
});

describe('what it says', () => {
  it('gives a probability for each class, and the words that spoke for the first', () => {
    const text = 'Handak jambatan ka subarang, wayah ini pakai jukung haja';
    const said = classifier.classify(text);
    expect(said.primary).toBe('ketimpangan');
    expect(sum(said)).toBeCloseTo(1, 9);
    expect(said.confidence).toBe(said.scores.ketimpangan);
    expect(said.because.length).toBeGreaterThan(0);
    expect(said.because.length).toBeLessThanOrEqual(5);
    for (const word of said.because) expect(text).toContain(word);
  });

  it('says the same of the same text, whatever came between', () => {
    const before = classifier.classify('Usul lampu jalan');
    classifier.classify('sembarang kata lain xyzzyx');
    expect(classifier.classify('Usul lampu jalan')).toEqual(before);
  });
});

describe('bad input', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['one letter', 'j'],
    ['only numbers', '12345 678'],
    ['a telephone number', '+62 812-3456-7890'],
    ['only a place', 'RT 05 RW 02'],
    ['only signs', '???!!! 🙏🙏'],
    ['another script', 'これは道路です'],
    ['keys pressed at random', 'asdfgh qwerty zxcvb'],
  ])('%s: it asks', (_what, text) => {
    const said = classifier.classify(text);
    expect(said.decision).toBe('ask');
    expect(said.because).toEqual([]);
    expect(sum(said)).toBeCloseTo(1, 9);
  });

  it.each([
    ['only the name of a village', 'Desa Gunung Pandau'],
    ['only an address', 'Jl. Merdeka RT 03 Kelurahan Batu Piring Kecamatan Paringin Selatan'],
    ['English', 'the weather is very nice over there my friend'],
  ])('%s is filed under no issue', (_what, text) => {
    const said = classifier.classify(text);
    expect(said.decision === 'ask' || said.primary === 'none').toBe(true);
  });

  it('reads 10,000 characters quickly', async () => {
    const long = 'jembatan rusak parah di kampung kami '.repeat(280).slice(0, 10_000);
    const ms = await processorMs(() => expect(classifier.classify(long).primary).toBe('ketimpangan'));
    expect(ms).toBeLessThan(200);
    expect(classifier.classify('x'.repeat(10_000)).decision).toBe('ask');
  });

  it.each([
    ['all capitals', 'BEDAH RUMAH WARGA TIDAK MAMPU', 'kemiskinan'],
    ['words run together', 'jembatanputus minta diperbaiki', 'ketimpangan'],
    ['signs between letters', 'jembatan/gantung***putus', 'ketimpangan'],
    ['lines', 'posyandu\nbelum ada\ngedung', 'ipm'],
  ])('%s', (_what, text, issue) => {
    expect(classifier.classify(text).primary).toBe(issue);
  });
});
