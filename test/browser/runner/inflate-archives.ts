/**
 * Run as a process of its own by `unpackChromium`: unpacks the package named by its argument into TMPDIR. The package's
 * own `executablePath()` leaves the libraries out unless it believes to be on AWS.
 */
import { join } from "node:path";
import { inflate } from "@sparticuz/chromium";

const packageRoot = process.argv[2] ?? "";
for (const archive of ["chromium.br", "al2023.tar.br", "fonts.tar.br"]) {
  await inflate(join(packageRoot, "bin", archive));
}
