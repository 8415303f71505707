/** Pairs of illegal and registered names that nobody has looked at yet. For the terminal: it sounds every character. */
import type { LikenessTables } from '../domain/likeness.ts';
import { findLookAlikes, type Proposal } from '../domain/look-alikes.ts';
import { namesakeKey } from '../domain/name.ts';
import { placeFinder } from '../domain/places.ts';
import { confirmedLookAlikes } from '../register/look-alikes.ts';
import type { Register } from '../register/register.ts';
import { lookAlike } from './look-alike-characters.ts';
import { simplify } from './simplify.ts';
import { soundAlike } from './slips.ts';
import { encodeSounds } from './sound-table.ts';
import { decodeSounds } from './sound.ts';

/** Every pair the rules find and neither a notice nor a person has confirmed; each illegal name once, in their order. */
export function proposeLookAlikes(register: Register): Proposal[] {
  const byName = new Map(register.illegal.map((body) => [namesakeKey(body.name), body]));
  const bodies = [...byName.values()];
  if (bodies.length === 0) return [];
  const confirmed = confirmedLookAlikes(register);
  return findLookAlikes(bodies, register.organisations, likenessTables(register))
    .filter(({ illegal, registered }) => {
      const known = confirmed.ofIllegal(illegal).find(({ organisation }) => organisation === registered);
      return !known?.isInNotice && known?.confirmation === undefined;
    })
    .map(({ illegal, registered, likeness: { reason, text } }) => ({
      name: illegal.name,
      code: registered.code,
      registeredName: registered.name,
      reason,
      text,
    }));
}

/** The character tables of the look-up, and the places of the register. */
export function likenessTables(register: Register): LikenessTables {
  const sounds = decodeSounds(encodeSounds(register.illegal.map(({ name }) => name).join('')));
  return {
    simplify,
    soundsAlike: (a, b) => soundAlike(a, b, sounds),
    looksAlike: lookAlike,
    places: placeFinder(register.records.regions.map(({ code, name }) => [code, name])),
  };
}
