import { describe, expect, it } from 'vitest';
import { rembuk } from '../support/cli.ts';

describe('rembuk flow check', () => {
  it('finds the flows of the service fine', async () => {
    const { code, out, err } = await rembuk(['flow', 'check']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('flows/daftar.yaml, flows/usulan.yaml: fine');
  }, 60_000);

  it('refuses a broken flow with file, line and reason', async () => {
    const file = 'test/conversation/broken/unknown-step.yaml';
    const { code, out } = await rembuk(['flow', 'check', file]);
    expect(code).toBe(1);
    expect(out).toBe(`${file}:8: steps.hello.choices.0.next: there is no step "nmae"\n`);
  }, 60_000);

  it('says so when there is no such file', async () => {
    const { code, err } = await rembuk(['flow', 'check', 'nowhere.yaml']);
    expect(code).not.toBe(0);
    expect(err).toContain('nowhere.yaml cannot be read.');
  }, 60_000);
});
