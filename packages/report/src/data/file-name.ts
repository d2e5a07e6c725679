/**
 * The name of a file without the folders that it lay in: a page is passed on, and whose folders they are is nobody's business. A name
 * that is no path, such as a series' "CPU load / host 3", stays as it is.
 */
export function fileName(name: string): string {
  const last = name.replace(/[\\/]+$/, "").replace(/^.*[\\/]/, "");
  const path = /^(?:[\\/~]|\.{1,2}[\\/]|[A-Za-z]:[\\/])/.test(name) || /\.\w{1,12}$/.test(last);
  return path && last !== "" ? last : name;
}
