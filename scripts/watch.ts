/** `npm run watch`: builds, and builds again whenever data, texts or the day change. What `npm start` does, without serving. */
import { follow, FOLLOW_FLAGS } from './shared/follow.ts';
import { readFlags, runCommand } from './shared/options.ts';

await runCommand(() => follow(readFlags(FOLLOW_FLAGS)));
