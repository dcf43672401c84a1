import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPhone, phoneOfAddress, readPhone, whatsappAddress } from '../../src/people/phone.ts';

describe('a phone number of a list', () => {
  it.each([
    '081234567890',
    '0812 3456 7890',
    '0812-3456-7890',
    '+62 812-3456-7890',
    '+62 0812 3456 7890',
    '62812 34567890',
    '006281234567890',
    '(0812) 3456.7890',
    '81234567890',
    'WA: 081234567890',
    '\u202a+6281234567890\u202c',
  ])('%j is one number', (typed) => {
    expect(readPhone(typed)).toEqual({ phone: '+6281234567890', mobile: true });
  });

  it('keeps a number of another country with its plus', () => {
    expect(readPhone('+60 12-345 6789')).toEqual({ phone: '+60123456789', mobile: true });
  });

  it('that is a landline is told', () => {
    expect(readPhone('0526 2028123')).toMatchObject({ mobile: false });
  });

  it.each(['8.12E+11', '8,12E+11', '6.28123E+12', '8E11'])('%j lost its digits in a spreadsheet', (typed) => {
    expect(readPhone(typed)).toEqual({ problem: 'phone-damaged' });
  });

  it.each(['0812345', 'tidak ada', '-', '=1+1', '0812345678901234567', '08AB34567890', '0000000000'])(
    '%j is none',
    (typed) => {
      expect(readPhone(typed)).toEqual({ problem: 'phone-unknown' });
    },
  );

  it.each([
    // As a spreadsheet or its CSV writes what it took for a quantity.
    '81234567890.0',
    '81234567890.00',
    '81234567890,0',
    '6281234567890.0',
    '81.234.567.890',
    '81,234,567,890.00',
    '8.1234567890E10',
    '6.281234567890E+12',
    '6,281234567890e+12',
    // As people write it.
    '0812–3456–7890',
    '0812—3456—7890',
    '0812‑3456‑7890',
    '0812−3456−7890',
    '081234567890 (WA)',
    '081234567890 WA',
    '0812-3456-7890 (WhatsApp)',
    '081234567890 (HP/WA)',
    'No. HP: 081234567890',
    'WA 0812 3456 7890 aktif',
    'https://wa.me/6281234567890',
    'wa.me/+6281234567890?text=halo%20pak',
    'https://api.whatsapp.com/send?phone=6281234567890&text=halo',
    '081234567890 / 081234567890',
  ])('%j is that number too', (typed) => {
    expect(readPhone(typed)).toEqual({ phone: '+6281234567890', mobile: true });
  });

  it.each(['81234567890.5', '8.1234568E10', '8.123456789E10', '8.12E+10', '1E5', '8.1234567890E9'])(
    '%j is never written wrong',
    (typed) => {
      expect(readPhone(typed)).toEqual({ problem: 'phone-damaged' });
    },
  );

  it.each(['081234567890 (istri)', 'wa.me/qr/ABC', '0812-3456-78O0', '08123456789 ext 5', 'WA', '(WA)'])(
    '%j is none',
    (typed) => {
      expect(readPhone(typed)).toEqual({ problem: 'phone-unknown' });
    },
  );

  it.each([
    ['081234567890 / 085712345678', '085712345678'],
    ['0812-3456-7890, 0857 1234 5678', '0857 1234 5678'],
    ['081234567890 atau 085712345678', '085712345678'],
    ['081234567890 dan 085712345678', '085712345678'],
    ['081234567890 & 0526 2028123', '0526 2028123'],
    ['081234567890;+6285712345678', '+6285712345678'],
    ['081234567890\n085712345678', '085712345678'],
    ['081234567890 085712345678', '085712345678'],
    ['081234567890 (WA) / 085712345678 (telp)', '085712345678 (telp)'],
  ])('%j are two, of which the first is taken and the second told', (typed, second) => {
    expect(readPhone(typed)).toEqual({ phone: '+6281234567890', mobile: true, second });
  });

  it('of which the first is none is not taken from the second', () => {
    expect(readPhone('0812345678901234 / 085712345678')).toEqual({
      problem: 'phone-several',
      suggestion: '+6285712345678',
    });
  });

  it('once read is read the same again, and its address leads back to it', () => {
    const mobile = fc.integer({ min: 1_000_000, max: 99_999_999 }).map((rest) => `0812${rest}`);
    const written = fc
      .tuple(mobile, fc.constantFrom('', '+62', '62'))
      .map(([number, head]) => (head ? head + number.slice(1) : number));
    fc.assert(
      fc.property(written, (typed) => {
        const read = readPhone(typed);
        if ('problem' in read) throw new Error(`${typed}: ${read.problem}`);
        expect(readPhone(read.phone)).toEqual(read);
        expect(phoneOfAddress(whatsappAddress(read.phone))).toBe(read.phone);
      }),
      { seed: 63_11 },
    );
  });

  it('of any kind of text never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const read = readPhone(typed);
        if ('phone' in read) expect(read.phone).toMatch(/^\+\d{8,15}$/);
      }),
      { seed: 63_11, numRuns: 1_000 },
    );
  });

  it('is shown by its ends', () => {
    expect(maskPhone('+6281234567890')).toBe('+62812•••••890');
  });
});
