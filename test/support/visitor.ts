/** What came back for a request. */
export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  /** Where it leads on, for a redirect. */
  location: string | null;
}

/** Somebody at the office's pages without a browser: keeps cookies, sends forms, follows nothing by itself. */
export interface Visitor {
  /** What is no page: a file that comes or goes, with the cookies held. Redirects are not followed. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  /**
   * Sends a form as the page at `from` would: with the token found there. A list is sent as fields of one name.
   * @param options.token another token, or none with `null`
   */
  post(
    path: string,
    fields?: FormFields,
    options?: { from?: string; token?: string | null },
  ): Promise<Answered>;
  signIn(email: string, password: string): Promise<Answered>;
  /** Name and value of each cookie held. */
  cookies(): Record<string, string>;
  /** Takes a cookie given by somebody else. */
  setCookie(name: string, value: string): void;
}

export type FormFields = Record<string, string | number | string[]>;

/**
 * @param url address of the office, with or without a slash at its end
 * @param always headers of every request, as a proxy in front adds them
 */
export function createVisitor(url: string, always: Record<string, string> = {}): Visitor {
  const jar = new Map<string, string>();

  async function fetchAs(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...always, ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) };
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? [];
      jar.set(name, value);
    }
    return response;
  }

  async function request(path: string, init: RequestInit = {}): Promise<Answered> {
    const response = await fetchAs(path, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      location: response.headers.get('location'),
    };
  }

  const visitor: Visitor = {
    fetch: fetchAs,
    get: (path, headers = {}) => request(path, { headers }),
    async post(path, fields = {}, { from, token } = {}) {
      const sent = token === undefined ? tokenOf((await request(from ?? '/akun')).text) : token;
      const body = new URLSearchParams(sent === null ? {} : { _csrf: sent });
      for (const [name, value] of Object.entries(fields))
        for (const one of Array.isArray(value) ? value : [value]) body.append(name, String(one));
      return request(path, { method: 'POST', body });
    },
    signIn: (email, password) => visitor.post('/masuk', { email, password }, { from: '/masuk' }),
    cookies: () => Object.fromEntries(jar),
    setCookie: (name, value) => void jar.set(name, value),
  };
  return visitor;
}

/** The token that a page's forms carry. @throws Error when the page has no form */
export function tokenOf(html: string): string {
  const [, token] = html.match(/name="_csrf" value="([^"]+)"/) ?? [];
  if (!token) throw new Error(`no token in this page: ${html.slice(0, 500)}`);
  return token;
}
