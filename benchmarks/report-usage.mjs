// Loaded into a measured process: writes its resource use to descriptor 3 when it ends.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  try {
    writeSync(3, `${JSON.stringify(process.resourceUsage())}\n`);
  } catch {
    // A worker or a grandchild without the descriptor: only the measured process reports.
  }
});
