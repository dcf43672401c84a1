import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officePassword, officers, signInTimeout, useOffice } from '../support/office.ts';
import { tokenOf } from '../support/visitor.ts';

/**
 * As behind Docker's published port: calls of the proxy come from an address that is not the machine's own. The one it
 * calls from here is within 127.0.0.0/8, which a service could believe by itself, so the service is shown another.
 */
const proxy = '127.0.0.2';
const show = (message: unknown) => {
  const { socket } = message as { socket: Socket };
  if (socket.remoteAddress === proxy)
    Object.defineProperty(socket, 'remoteAddress', { value: '172.30.57.1', configurable: true });
};
beforeAll(() => subscribe('http.server.request.start', show));
afterAll(() => unsubscribe('http.server.request.start', show));

const office = useOffice({
  env: {
    NODE_ENV: 'production',
    MONGODB_URI: 'mongodb://elsewhere/',
    REDIS_URL: 'redis://elsewhere',
    SESSION_SECRET: 'a secret of the tests, long enough for all',
    TRUST_PROXY: '172.30.57.0/24',
  },
});

/** A browser behind a TLS proxy, as the proxy passes its requests on. */
function browser(from: { hop: string; client: string }) {
  const jar = new Map<string, string>();
  return async function send(path: string, fields?: Record<string, string>) {
    const call = request(new URL(path, office().url.replace('localhost', '127.0.0.1')), {
      method: fields ? 'POST' : 'GET',
      localAddress: from.hop,
      headers: {
        'X-Forwarded-Proto': 'https',
        'X-Forwarded-For': from.client,
        Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(fields ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      },
    });
    call.end(fields ? new URLSearchParams(fields).toString() : undefined);
    const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      call.once('response', resolve);
      call.once('error', reject);
    });
    for (const line of response.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
      expect(line).toContain('Secure');
    }
    return { status: response.statusCode, text: await text(response), cookies: [...jar.keys()] };
  };
}

async function signIn(from: { hop: string; client: string }, password: string) {
  const send = browser(from);
  const form = await send('/masuk');
  const _csrf = tokenOf(form.text);
  return send('/masuk', { _csrf, email: officers.staff.email, password });
}

describe('behind a TLS proxy', { timeout: signInTimeout }, () => {
  it('that is named in TRUST_PROXY people sign in, by cookies that travel over https only', async () => {
    const { status, cookies } = await signIn({ hop: proxy, client: '203.0.113.7' }, officePassword);
    expect(status).toBe(303);
    expect(cookies).toContain('__Host-rembuk');
  });

  it('that is not named is not believed: it gets no cookie', async () => {
    const { cookies } = await browser({ hop: '127.0.0.1', client: '203.0.113.7' })('/masuk');
    expect(cookies).not.toContain('__Host-rembuk');
  });

  it('failed tries are counted for the real address, so others sign in as before', async () => {
    const guesser = { hop: proxy, client: '203.0.113.66' };
    const statuses = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await signIn(guesser, `tebakan ${n}`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await signIn({ hop: proxy, client: '203.0.113.8' }, officePassword)).status).toBe(303);
  });
});
