import { extractText, getDocumentProxy } from 'unpdf';
import type { Office, Officer } from './office.ts';

/** The words of each page of a PDF, as a reader of it finds them; runs of blanks and line ends are one blank. */
export async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(bytes)), { mergePages: false });
  return text.map((page) => page.replaceAll(/\s+/g, ' ').trim());
}

/** Where each piece of text of the first page begins and ends, in points from the left. */
export async function spansOf(bytes: Uint8Array): Promise<{ text: string; from: number; to: number }[]> {
  const page = await (await getDocumentProxy(Uint8Array.from(bytes))).getPage(1);
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (!('str' in item) || !item.str.trim()) return [];
    const from = Number(item.transform[4]);
    return [{ text: item.str, from, to: from + item.width }];
  });
}

/** Fetches a PDF of the office as one of its officers, and reads it. */
export async function fetchPdf(office: Office, officer: Officer, path: string) {
  const visitor = await office.signedIn(officer);
  const response = await visitor.fetch(path);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.headers.get('content-type') !== 'application/pdf')
    throw new Error(`no PDF: ${response.status} ${Buffer.from(bytes).toString().slice(0, 500)}`);
  return { name: response.headers.get('content-disposition'), bytes, pages: await pagesOf(bytes) };
}
