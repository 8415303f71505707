/**
 * What is made of a register or a site once and asked for by many pages. It is forgotten with what it was made of.
 *
 * @param make never gives `undefined`
 * @returns gives what was made of the same object before
 */
export function derived<Of extends object, Made>(make: (of: Of) => Made): (of: Of) => Made {
  const known = new WeakMap<Of, Made>();
  return (of) => {
    let made = known.get(of);
    if (made === undefined) known.set(of, (made = make(of)));
    return made;
  };
}
