import type { Content } from 'pdfmake/interfaces.js';
import { runApart } from '../process/child/run-apart.ts';

/** A document for {@link renderPdf}: plain data, for it is drawn in a process of its own. A4, upright. */
export interface PdfDocument {
  /** As a reader shows it in its window. */
  title: string;
  /** pdfmake's description; tables may have the layout `lined`. */
  content: Content[];
  /** Below each page; `{page}` and `{pages}` stand for their numbers. */
  foot: string;
  /** In points. */
  fontSize?: number;
}

const drawer = new URL('./pdf-child.mjs', import.meta.url);

/** A district's longest document (1,150 people, 3,400 proposals) takes a third of each; see docs/office.md. */
const bounds = { memoryMb: 1_536, patienceMs: 180_000, answerBytes: 50 * 1024 * 1024 };

/**
 * Draws a document as PDF. A page of a table takes some 50 ms of a processor, which would hold up everything else here, so
 * a process of its own does it.
 * @throws ApartError it cannot be drawn within the bounds
 */
export async function renderPdf({ fontSize = 9.5, ...document }: PdfDocument): Promise<Buffer> {
  return runApart(drawer, Buffer.from(JSON.stringify({ ...document, fontSize })), bounds);
}
