/** Where pdf.js takes a PDF apart. */
// oxlint-disable-next-line import/no-unassigned-import -- It listens as soon as it is loaded.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
