import { extractText, getDocumentProxy } from 'unpdf';
import type { Office, Officer } from './office.ts';

/** The words of each page of a PDF, as a reader of it finds them; runs of blanks and line ends are one blank. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes)), { mergePages: false });
  return text.map((page) => page.replaceAll(/\s+/g, ' ').trim());
}

/** Fetches a PDF of the office as one of its officers, and reads it. */
export async function fetchPdf(office: Office, officer: Officer, path: string) {
  const visitor = await office.signedIn(officer);
  const cookie = Object.entries(visitor.cookies())
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const response = await fetch(new URL(path, office.url), { headers: { cookie } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.headers.get('content-type') !== 'application/pdf')
    throw new Error(`no PDF: ${response.status} ${Buffer.from(bytes).toString().slice(0, 500)}`);
  return { name: response.headers.get('content-disposition'), bytes, pages: await pagesOf(bytes) };
}
