import { dirname } from 'node:path';
import { lockOf, makeFolder, makeHome, placesIn, realPlace, tidy, type Places } from './home.ts';
import { takeLock } from './lock.ts';
import type { SpareThread } from './spare.ts';

/** An output folder that nobody else may change now, in order. */
export interface Held {
  out: string;
  home: string;
  place: Places;
  /** Makes a spare meanwhile. */
  spare: SpareThread | undefined;
  /** May be called again. */
  release: () => void;
}

/**
 * Takes the lock of an output folder, and sweeps what a killed build left in its home.
 *
 * @throws PublishError when another build has it
 */
export function hold(outFolder: string): Held {
  makeFolder(dirname(realPlace(outFolder)));
  const out = realPlace(outFolder);
  const unlock = takeLock(lockOf(out));
  try {
    const home = makeHome(out, lockOf(out));
    const place = placesIn(home);
    tidy(out, place);
    const release = () => {
      process.off('exit', release);
      try {
        held.spare?.callOff();
        tidy(out, place);
      } catch {
        // What is left here is swept by the next build, and nothing of it is served.
      } finally {
        unlock();
      }
    };
    process.on('exit', release);
    const held: Held = { out, home, place, spare: undefined, release };
    return held;
  } catch (error) {
    unlock();
    throw error;
  }
}
