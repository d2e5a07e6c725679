/** What the service worker knows of the site, found when it is built. */
export interface KeptSite {
  /** Another one where any file differs. */
  readonly build: string;
  /** The files' addresses from the site's folder; the page itself is "". Those in assets/ have a hash of what is in them in their names. */
  readonly files: readonly string[];
  /** What is said with each answer where the host does not say it. */
  readonly headers: Readonly<Record<string, string>>;
}
