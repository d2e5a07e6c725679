/** What a page says to a service worker of the site. */
export type Said =
  /** The page is here, and runs this script of its site. The answer: whether that script is of the service worker's own build. */
  | { readonly type: "here"; readonly script: string }
  /** Its user wants the new version, and will have the page loaded anew. */
  | { readonly type: "take over" };
