// The file that `recurra studio FILE` serves beside the page: the address that it prints has "?open".

/** The file, where the page was opened with one and its server is still there. */
export async function servedFile(): Promise<File | undefined> {
  if (location.search !== "?open") return undefined;
  const asked = Promise.all([fetch("./open/name"), fetch("./open/file")]);
  const [named, content] = await asked.catch(() => []);
  if (!named?.ok || !content?.ok) return undefined;
  const { name } = (await named.json()) as { name: string };
  return new File([await content.blob()], name);
}
