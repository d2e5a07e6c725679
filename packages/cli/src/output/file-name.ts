// Names that a system takes for something else than a file: Windows has devices that answer to a name in any folder, with any ending,
// and forgets dots and spaces at the end of a name.

const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])(\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant.
const SIGNS = /[<>:"|?*\u0000-\u001f]/;

/** What is wrong with the name of a file or of a folder above it, in words; undefined where nothing is. */
export function flawOfName(path: string, platform = process.platform): string | undefined {
  if (platform !== "win32") return undefined;
  // A drive has a colon.
  const parts = path.replace(/^(\\\\\?\\)?[A-Za-z]:/, "").split(/[\\/]/);
  for (const part of parts) {
    if (part === "" || part === "." || part === "..") continue;
    if (DEVICE.test(part)) return `Windows has a device of the name ${JSON.stringify(part)}`;
    if (/[. ]$/.test(part)) return `Windows forgets the dot or space at the end of ${JSON.stringify(part)}`;
    const [sign] = SIGNS.exec(part) ?? [];
    if (sign !== undefined) return `Windows takes no ${JSON.stringify(sign)} in a name`;
  }
  return undefined;
}
