import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrub } from '../../src/log.ts';

describe('the log', () => {
  it.each([
    [
      'telegraf failed: https://api.example/bot123456789:AAHfiqksKZ8WmR2zSjiQ7_v4TvmRjnPBpd0/getMe',
      'AAHfiqks',
    ],
    ['sent to 6281234567890', '6281234567890'],
    ['sent to +62 812-3456-7890', '3456'],
    ['address whatsapp.6281234567890@c.us', '6281234567890'],
    ['reply to siti@gmail.com failed', 'siti@'],
    ['asked about 6311010101900001', '0101900001'],
    ['sent to 0812.5000.1111', '5000'],
    ['mongodb://user:secret@db:27017/rembuk', 'secret'],
    ['redis://:secret@cache:6379', 'secret'],
  ])('hides what is secret in "%s"', (line, secret) => {
    expect(scrub(line)).not.toContain(secret);
  });

  it('leaves codes, times and short ids alone', () => {
    const line =
      '{"time":"2026-11-23T20:00:00.000Z","code":"RR-26-0307-0042","job":"telegram.1001-17","port":3000}';
    expect(scrub(line)).toBe(line);
  });

  it('hides every Indonesian mobile number, however it is parted', () => {
    const digits = fc.stringMatching(/^8[1-9]\d{8,9}$/);
    fc.assert(
      fc.property(
        digits,
        fc.constantFrom('0', '62', '+62', '+62 '),
        fc.constantFrom('', ' ', '-'),
        (number, prefix, gap) => {
          const written = prefix + number.replaceAll(/(\d{3,4})(?=\d)/g, `$1${gap}`);
          expect(scrub(`nomor ${written} salah`)).not.toContain(number.slice(-4));
        },
      ),
      { seed: 7 },
    );
  });
});
