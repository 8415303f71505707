/** A file that cannot be read as a table, told to who gave it: what it is, and what to do. */
export class SheetFault extends Error {}
