/** The words of a text, parted by blanks. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
